import type { ClassDef, Expr, FunctionDef, Param, Stmt } from "./ast.ts";
import { moduleScope } from "./evaluation/scope.ts";
import { namespaceModule } from "./schema/forward.ts";
import type { ParsedFile } from "./project-files.ts";
import type { Interpreter } from "./interpreter.ts";
import { PyRaise, type Place } from "./runtime.ts";
import { Module, Unknown, type Value } from "./values/value.ts";

type Definition = FunctionDef | ClassDef;

/** All definitions of a name, outer ones first, as `ast.walk` finds them. */
function findDefinition(statements: readonly Stmt[], name: string): Definition | undefined {
  let level: readonly Stmt[] = statements;
  while (level.length > 0) {
    const next: Stmt[] = [];
    for (const statement of level) {
      if ((statement.k === "Function" || statement.k === "Class") && statement.name === name)
        return statement;
      next.push(...inner(statement));
    }
    level = next;
  }
  return undefined;
}

function inner(statement: Stmt): readonly Stmt[] {
  switch (statement.k) {
    case "Function":
    case "Class":
    case "With":
      return statement.body;
    case "If":
    case "For":
    case "While":
      return [...statement.body, ...statement.orElse];
    case "Try":
      return [
        ...statement.body,
        ...statement.handlers.flatMap((handler) => handler.body),
        ...statement.orElse,
        ...statement.last,
      ];
    case "Match":
      return statement.bodies.flat();
    default:
      return [];
  }
}

/** There annotations are postponed, so that a text as annotation is the text of a text. */
function quoted(annotation: Expr): Expr {
  return annotation.k === "Const" && typeof annotation.value === "string"
    ? { ...annotation, value: JSON.stringify(annotation.value) }
    : annotation;
}

/**
 * What Prefect does when importing a file raises: it takes the imports, classes, functions and assignments that work one by one.
 * Undefined where it gives up on the flow as well.
 */
export class Fallback {
  private readonly interpreter: Interpreter;
  private readonly file: ParsedFile;
  private readonly module: Module;

  constructor(interpreter: Interpreter, file: ParsedFile) {
    this.interpreter = interpreter;
    this.file = file;
    this.module = interpreter.importer.stranger(namespaceModule, file);
  }

  /** What stands at a dotted name. */
  find(object: string): Value | undefined {
    const parts = object.split(".");
    const [base = "", method] = parts;
    const definition = findDefinition(this.file.statements, base);
    if (definition === undefined || !this.load()) return undefined;
    if (!this.module.names.has(base)) {
      if (definition.k === "Function") return this.sanitised(definition);
      const found = definition.body.find(
        (statement): statement is FunctionDef => statement.k === "Function" && statement.name === method,
      );
      return found === undefined ? undefined : this.sanitised(found);
    }
    let value: Value = this.module.names.get(base) ?? null;
    for (const part of parts.slice(1)) {
      const next = this.interpreter.findAttribute(value, part, this.place(0));
      if (next === undefined || next === null) return undefined;
      value = next;
    }
    return value;
  }

  private place(at: number): Place {
    return { file: this.file.path, at };
  }

  private load(): boolean {
    try {
      for (const statement of this.file.statements)
        if (statement.k === "Import" || statement.k === "ImportFrom") this.importOne(statement);
    } catch (thrown) {
      if (thrown instanceof PyRaise) return false;
      throw thrown;
    }
    for (const statement of this.file.statements) {
      const isTaken =
        statement.k === "Class" ||
        (statement.k === "Function" && !statement.isAsync) ||
        statement.k === "Assign";
      if (isTaken) this.attempt(statement);
    }
    return true;
  }

  private attempt(statement: Stmt): boolean {
    try {
      this.interpreter.run(this.module, [statement]);
      return true;
    } catch (thrown) {
      if (thrown instanceof PyRaise) return false;
      throw thrown;
    }
  }

  /** Only a failing import is passed over; any other exception ends the attempt. */
  private importOne(statement: Extract<Stmt, { k: "Import" | "ImportFrom" }>): void {
    const { importer } = this.interpreter;
    if (statement.k === "Import") {
      for (const { name, asName, at } of statement.names) {
        const module = this.tolerant(() => importer.load(name, this.place(at)));
        if (module !== undefined) this.module.names.set(asName ?? name, module);
      }
      return;
    }
    if (statement.module === "__future__") return;
    const name = this.moduleName(statement);
    const module = this.tolerant(() => importer.load(name, this.place(statement.at)));
    if (module === undefined) return;
    for (const { name: member, asName, at } of statement.names) {
      if (member === "*") {
        this.importAll(module, this.place(at));
        continue;
      }
      const value =
        module instanceof Unknown
          ? new Unknown(module.doubt, `${module.path ?? ""}.${member}`)
          : this.interpreter.findAttribute(module, member, this.place(at));
      if (value !== undefined) this.module.names.set(asName ?? member, value);
    }
  }

  private importAll(module: Value, place: Place): void {
    if (!(module instanceof Module)) return;
    for (const [key, value] of module.names)
      if (!key.startsWith("_") && !key.startsWith(" ")) this.module.names.set(key, value);
    if (module.missing !== undefined)
      this.module.doubt ??= { code: "unknown-value", message: `all names of ${module.name}`, ...place };
  }

  private moduleName(statement: Extract<Stmt, { k: "ImportFrom" }>): string {
    if (statement.level === 0) return statement.module;
    const folder = this.file.path.split("/").at(-2) ?? "";
    if (statement.level > 1 || folder === "")
      this.interpreter.raise(
        "ValueError",
        "a relative import that Prefect's fallback cannot follow",
        this.place(statement.at),
      );
    return `${folder}.${statement.module}`;
  }

  private tolerant(make: () => Value): Value | undefined {
    try {
      return make();
    } catch (thrown) {
      const isImportError =
        thrown instanceof PyRaise && thrown.value.cls.mro.some((cls) => cls.name === "ImportError");
      if (isImportError) return undefined;
      throw thrown;
    }
  }

  private works(expression: Expr): boolean {
    try {
      this.interpreter.evaluate(expression, moduleScope(this.module));
      return true;
    } catch (thrown) {
      if (thrown instanceof PyRaise) return false;
      throw thrown;
    }
  }

  /** The function without the annotations and defaults that cannot be evaluated. */
  private sanitised(definition: FunctionDef): Value | undefined {
    const none: Expr = { k: "Const", value: null, at: definition.at, end: definition.at };
    const params = definition.params.map((param): Param => {
      const annotation =
        param.annotation !== undefined && this.works(param.annotation) ? quoted(param.annotation) : undefined;
      const isVariadic = param.kind === "var-positional" || param.kind === "var-keyword";
      const missing = param.kind === "keyword-only" ? none : undefined;
      const value = isVariadic
        ? undefined
        : param.value === undefined
          ? missing
          : this.works(param.value)
            ? param.value
            : none;
      return { ...param, annotation, value };
    });
    if (!this.attempt({ ...definition, params, returns: undefined })) return undefined;
    return this.module.names.get(definition.name);
  }
}

import type { ImportName, Stmt, TypeParam } from "../ast.ts";
import { SyntaxProblem } from "../syntax-problem.ts";
import { ExpressionParser } from "./expression-parser.ts";

const augmented = new Set(["+=", "-=", "*=", "/=", "//=", "%=", "**=", ">>=", "<<=", "&=", "|=", "^=", "@="]);

/** Parses the statements that fit on a line. */
export class SimpleStatementParser extends ExpressionParser {
  /** The `except*` and `type` of newer Pythons are refused for older ones. */
  protected readonly minor: number;
  protected inFunction = false;
  protected inLoop = false;
  protected functions = 0;

  constructor(text: string, tokens: ConstructorParameters<typeof ExpressionParser>[1], minor: number) {
    super(text, tokens);
    this.minor = minor;
  }

  protected typeParams(): TypeParam[] {
    if (!this.is("[")) return [];
    if (this.minor < 12) throw this.newer("type parameters need Python 3.12");
    this.next();
    const out: TypeParam[] = [];
    while (!this.is("]")) {
      const { at } = this.token;
      const kind = this.accept("**") ? "ParamSpec" : this.accept("*") ? "TypeVarTuple" : "TypeVar";
      const name = this.name();
      const bound = this.accept(":") ? this.expression() : undefined;
      if (this.accept("=")) this.expression();
      out.push({ name, kind, bound, at, end: this.last });
      if (!this.accept(",")) break;
    }
    this.expect("]");
    return out;
  }

  protected simple(): Stmt {
    const { token } = this;
    const span = (): { readonly at: number; readonly end: number } => ({ at: token.at, end: this.last });
    if (token.type === "name") {
      switch (token.text) {
        case "pass":
          this.next();
          return { k: "Pass", ...span() };
        case "break":
        case "continue":
          if (!this.inLoop) throw this.wrong(`'${token.text}' outside loop`);
          this.next();
          return { k: token.text === "break" ? "Break" : "Continue", ...span() };
        case "return": {
          if (!this.inFunction) throw this.wrong("'return' outside function");
          this.next();
          const value = this.token.type === "newline" || this.is(";") ? undefined : this.list();
          return { k: "Return", value, ...span() };
        }
        case "raise": {
          this.next();
          const value = this.token.type === "newline" || this.is(";") ? undefined : this.expression();
          const cause = value !== undefined && this.accept("from") ? this.expression() : undefined;
          return { k: "Raise", value, cause, ...span() };
        }
        case "import":
          this.next();
          return { k: "Import", names: this.importNames(true), ...span() };
        case "from":
          return this.importFrom();
        case "global":
        case "nonlocal": {
          this.next();
          const names = [this.name()];
          while (this.accept(",")) names.push(this.name());
          if (token.text === "nonlocal" && this.functions === 0)
            throw new SyntaxProblem("nonlocal declaration not allowed at module level", token.at);
          return { k: "Scope", kind: token.text, names, ...span() };
        }
        case "del": {
          this.next();
          const targets = this.list(() => this.primary());
          this.assignable(targets);
          return { k: "Delete", targets: targets.k === "Tuple" ? targets.items : [targets], ...span() };
        }
        case "assert": {
          this.next();
          const test = this.expression();
          const message = this.accept(",") ? this.expression() : undefined;
          return { k: "Assert", test, message, ...span() };
        }
        case "type": {
          const isAlias =
            this.ahead(1)?.type === "name" && (this.ahead(2)?.text === "=" || this.ahead(2)?.text === "[");
          if (isAlias) return this.typeAlias();
          break;
        }
        default:
      }
    }
    return this.expressionStatement();
  }

  private typeAlias(): Stmt {
    if (this.minor < 12) throw this.newer("a type statement needs Python 3.12");
    const { at } = this.next();
    const name = this.name();
    const typeParams = this.typeParams();
    this.expect("=");
    const value = this.expression();
    return { k: "TypeAlias", name, typeParams, value, at, end: this.last };
  }

  private expressionStatement(): Stmt {
    const { token } = this;
    const first = this.value();
    const span = (): { readonly at: number; readonly end: number } => ({ at: token.at, end: this.last });
    if (this.token.type === "op" && augmented.has(this.token.text)) {
      const op = this.next().text.slice(0, -1);
      return { k: "AugAssign", target: this.assignable(first, true), op, value: this.value(), ...span() };
    }
    if (this.is(":")) {
      if (first.k === "Tuple" || first.k === "List") throw this.wrong("only single target can be annotated");
      this.next();
      const target = this.assignable(first);
      const annotation = this.expression();
      const value = this.accept("=") ? this.value() : undefined;
      const simple = target.k === "Name" && token.type === "name";
      return { k: "AnnAssign", target, annotation, value, simple, ...span() };
    }
    if (!this.is("=")) return { k: "Expr", value: first, ...span() };
    const values = [first];
    while (this.accept("=")) values.push(this.value());
    const value = values.at(-1) ?? first;
    return {
      k: "Assign",
      targets: values.slice(0, -1).map((item) => this.assignable(item)),
      value,
      ...span(),
    };
  }

  private importNames(isDotted: boolean, close?: string): ImportName[] {
    const names: ImportName[] = [];
    do {
      if (close !== undefined && this.is(close) && names.length > 0) break;
      const { at } = this.token;
      const name = isDotted ? this.dottedName() : this.name();
      const asName = this.accept("as") ? this.name() : undefined;
      names.push({ name, asName, at, end: this.last });
    } while (this.accept(","));
    return names;
  }

  private dottedName(): string {
    let name = this.name();
    while (this.accept(".")) name += `.${this.name()}`;
    return name;
  }

  private importFrom(): Stmt {
    const { at } = this.expect("from");
    let level = 0;
    while (this.is(".") || this.is("...")) level += this.next().text.length;
    const module = this.is("import") && level > 0 ? "" : this.dottedName();
    this.expect("import");
    const star = this.token;
    if (this.accept("*"))
      return {
        k: "ImportFrom",
        module,
        level,
        names: [{ name: "*", asName: undefined, at: star.at, end: star.end }],
        at,
        end: this.last,
      };
    const isBracketed = this.accept("(");
    const names = this.importNames(false, isBracketed ? ")" : undefined);
    if (isBracketed) this.expect(")");
    return { k: "ImportFrom", module, level, names, at, end: this.last };
  }
}

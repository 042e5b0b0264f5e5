import type { ClassDef } from "../ast.ts";
import { moduleName } from "../evaluation/module-name.ts";
import { enumScope } from "./enum-auto.ts";
import type { Executor } from "../evaluation/executor.ts";
import { executeAll } from "../evaluation/execute.ts";
import { docstring, typeParamScope } from "../evaluation/function.ts";
import { childScope } from "../evaluation/scope.ts";
import { typeVariables } from "../types/subscript.ts";
import {
  Alias,
  Class,
  Func,
  SpecialForm,
  TypeVariable,
  Unknown,
  type Doubt,
  type Scope,
  type Value,
} from "../values/value.ts";

/** What a class statement is finished with, by the flavour that its bases give. */
export type Finish = (
  runtime: Executor,
  cls: Class,
  scope: Scope,
  options: ReadonlyMap<string, Value>,
) => Value;

interface Bases {
  readonly classes: Class[];
  readonly doubts: Doubt[];
  readonly generics: Alias[];
}

function collectBases(runtime: Executor, values: readonly Value[], node: ClassDef, file: string): Bases {
  const classes: Class[] = [];
  const doubts: Doubt[] = [];
  const generics: Alias[] = [];
  for (const [index, value] of values.entries()) {
    const place = { file, at: node.args[index]?.at ?? node.at };
    const base = value instanceof Alias ? value.origin : value;
    if (value instanceof Alias) generics.push(value);
    if (base instanceof Class) classes.push(base);
    else if (base instanceof SpecialForm) {
      if (base.name === "Generic") classes.push(runtime.builtinClass("Generic"));
      else if (base.name === "Protocol") classes.push(runtime.builtinClass("Protocol"));
      else
        doubts.push({ code: "unknown-type", message: `a class that inherits from ${base.name}`, ...place });
    } else if (value instanceof Unknown) {
      doubts.push({
        ...value.doubt,
        message: `the class ${node.name} inherits from ${value.path ?? "something"} that is not known`,
        ...place,
      });
    } else
      doubts.push({
        code: "unknown-type",
        message: `the class ${node.name} inherits from something that cannot be followed`,
        ...place,
      });
  }
  return { classes, doubts, generics };
}

/** Runs a class statement: its body, then what its bases make of it. */
export function makeClass(
  runtime: Executor,
  node: ClassDef,
  scope: Scope,
  finishers: ReadonlyMap<string, Finish>,
): Value {
  const file = scope.module.file ?? scope.module.name;
  const outer = typeParamScope(runtime, node.typeParams, scope);
  const values = node.args.map((arg) => runtime.evaluate(arg, outer));
  const options = new Map<string, Value>();
  for (const { name, value } of node.keywords) options.set(name ?? "**", runtime.evaluate(value, outer));
  const bases = collectBases(runtime, values, node, file);
  const plainBody = childScope(outer, "class", `${scope.prefix}${node.name}.`);
  const enumBase = bases.classes.find((base) => base.flavour === "enum");
  const body =
    enumBase === undefined ? plainBody : enumScope(runtime, enumBase, plainBody, { file, at: node.nameAt });
  executeAll(runtime, node.body, body);
  const object = runtime.builtinClass("object");
  const cls = new Class(node.name, bases.classes.length === 0 ? [object] : bases.classes, moduleName(scope), {
    file,
    at: node.nameAt,
  });
  cls.qualname = `${scope.prefix}${node.name}`;
  const doc = body.names.get("__doc__");
  cls.doc = doc ?? docstring(node.body);
  cls.doubts = bases.doubts;
  for (const [name, value] of body.names) if (!name.startsWith(" ")) cls.names.set(name, value);
  for (const value of cls.names.values()) if (value instanceof Func) value.owner ??= cls;
  body.names.set("__class__", cls);
  const variables: TypeVariable[] = [];
  for (const param of node.typeParams) {
    const variable = outer.names.get(param.name);
    if (variable instanceof TypeVariable) variables.push(variable);
  }
  for (const generic of bases.generics)
    for (const variable of typeVariables(generic))
      if (!variables.includes(variable)) variables.push(variable);
  if (variables.length > 0) cls.data.set("generic", true);
  cls.typeParameters = variables;
  cls.genericBases = bases.generics;
  cls.scope = body;
  const metaclass = options.get("metaclass");
  if (metaclass instanceof Unknown) cls.doubts = [...cls.doubts, metaclass.doubt];
  const flavour = cls.mro
    .slice(1)
    .map((base) => base.flavour)
    .find((candidate) => candidate !== "plain" && candidate !== "opaque");
  if (flavour !== undefined) cls.flavour = flavour;
  const finish = flavour === undefined ? undefined : finishers.get(flavour);
  return finish === undefined ? cls : finish(runtime, cls, body, options);
}

import type { Place, Runtime } from "../runtime.ts";
import { typeKey, typeText } from "../schema/type-text.ts";
import { substitute, typeVariables } from "../types/subscript.ts";
import { Class, type Value } from "../values/value.ts";
import { bareField } from "./bare-field.ts";
import { makeModel } from "./make-model.ts";

/** A generic model with type arguments: a class of its own, made once for the same arguments. */
export function parametriseModel(runtime: Runtime, base: Class, args: readonly Value[], place: Place): Value {
  const [origin] = base.bases;
  if (base.data.has("arguments") && base.typeParameters.length > 0 && origin !== undefined) {
    const values = new Map(base.typeParameters.map((variable, index) => [variable, args[index] ?? variable]));
    const inner = origin.typeParameters.map((variable) =>
      substitute(base.typeArguments.get(variable) ?? variable, values),
    );
    return parametriseModel(runtime, origin, inner, place);
  }
  const known = base.data.get("parametrised");
  const cache = known instanceof Map ? known : new Map<string, Class>();
  // RootModel itself is every file's; what is made of it is not kept.
  if (base.file !== undefined) base.data.set("parametrised", cache);
  const key = args.map(typeKey).join(",");
  const before: unknown = cache.get(key);
  if (before instanceof Class) return before;
  if (base.typeParameters.length === 0)
    return runtime.raise(
      "TypeError",
      `${base.name} cannot be parametrized because it does not inherit from typing.Generic`,
      place,
    );
  const isOwn = (arg: Value, index: number): boolean => arg === base.typeParameters[index];
  if (args.length === base.typeParameters.length && args.every(isOwn)) return base;
  const cls = new Class(`${base.name}[${args.map(typeText).join(", ")}]`, [base], base.module, {
    file: base.file,
    at: base.at,
  });
  cls.flavour = "model";
  cls.data.set("arguments", args.map(typeText).join(","));
  cls.qualname = base.qualname.slice(0, base.qualname.length - base.name.length) + cls.name;
  cls.config = base.config;
  cls.fields = base.fields;
  cls.data.set("aliases", base.data.get("aliases"));
  cls.scope = base.scope;
  cls.typeArguments = new Map([
    ...base.typeArguments,
    ...base.typeParameters.map((variable, index) => [variable, args[index] ?? variable] as const),
  ]);
  const [root] = args;
  if (base.data.get("root-model") === true && base.file === undefined && root !== undefined) {
    cls.data.set("root-model", true);
    cls.fields = new Map([["root", bareField("root", root, cls, undefined)]]);
  }
  cls.typeParameters = args
    .flatMap(typeVariables)
    .filter((variable, index, all) => all.indexOf(variable) === index);
  cls.construct = (call) => makeModel(runtime, cls, call);
  cache.set(key, cls);
  return cls;
}

import { placeOf, type Runtime } from "../runtime.ts";
import { signatureOf } from "../signature.ts";
import { dictOf, firstOf } from "../values/basics.ts";
import { Class, Func, Instance, List, Singleton, Unknown, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

const kindNames = [
  "POSITIONAL_ONLY",
  "POSITIONAL_OR_KEYWORD",
  "VAR_POSITIONAL",
  "KEYWORD_ONLY",
  "VAR_KEYWORD",
];

const kindOf: Readonly<Record<string, string>> = {
  "positional-only": "POSITIONAL_ONLY",
  positional: "POSITIONAL_OR_KEYWORD",
  "var-positional": "VAR_POSITIONAL",
  "keyword-only": "KEYWORD_ONLY",
  "var-keyword": "VAR_KEYWORD",
};

/** The names of `inspect`. */
export function inspectNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const empty = new Singleton("inspect._empty");
  const kinds = new Map(kindNames.map((name) => [name, new Singleton(name)] as const));
  const parameter = nativeClass("Parameter", "inspect", [object]);
  const signature = nativeClass("Signature", "inspect", [object]);
  for (const [name, kind] of kinds) parameter.names.set(name, kind);
  parameter.names.set("empty", empty);
  signature.names.set("empty", empty);
  parameter.construct = (call) => {
    const made = new Instance(parameter);
    made.attributes.set("name", firstOf(call.args[0], call.kwargs.get("name")) ?? null);
    made.attributes.set("kind", firstOf(call.args[1], call.kwargs.get("kind")) ?? null);
    made.attributes.set("default", firstOf(call.kwargs.get("default"), empty) ?? null);
    made.attributes.set("annotation", firstOf(call.kwargs.get("annotation"), empty) ?? null);
    return made;
  };
  parameter.names.set(
    "replace",
    native(
      "replace",
      (call) => {
        const [self] = call.args;
        const made = new Instance(parameter);
        for (const [name, value] of [...(self instanceof Instance ? self.attributes : []), ...call.kwargs])
          made.attributes.set(name, value);
        return made;
      },
      true,
    ),
  );
  const of = (list: readonly Value[]): Instance => {
    const made = new Instance(signature);
    made.attributes.set(" parameters", new List([...list]));
    made.attributes.set(
      "parameters",
      dictOf(
        list.map((item) => [item instanceof Instance ? (item.attributes.get("name") ?? null) : null, item]),
      ),
    );
    made.attributes.set("return_annotation", empty);
    return made;
  };
  signature.construct = (call) => {
    const list = firstOf(call.args[0], call.kwargs.get("parameters")) ?? null;
    return of(list === null ? [] : runtime.iterate(list, placeOf(call)));
  };
  signature.names.set(
    "replace",
    native("replace", (call) => {
      const [self] = call.args;
      const list = call.kwargs.get("parameters");
      if (list !== undefined) return of(runtime.iterate(list, placeOf(call)));
      return self ?? null;
    }),
  );
  return {
    Parameter: parameter,
    Signature: signature,
    _empty: empty,
    signature: native("signature", (call) => {
      const { parameters, doubts } = signatureOf(runtime, call.args[0] ?? null, placeOf(call));
      const [doubt] = doubts;
      if (doubt !== undefined) return new Unknown(doubt);
      return of(
        parameters.map((item) => {
          const made = new Instance(parameter);
          made.attributes.set("name", item.name);
          made.attributes.set("kind", kinds.get(kindOf[item.kind] ?? "") ?? null);
          made.attributes.set("default", item.value === undefined ? empty : item.value);
          made.attributes.set("annotation", item.annotation === undefined ? empty : item.annotation);
          return made;
        }),
      );
    }),
    isclass: native("isclass", (call) => call.args[0] instanceof Class),
    isfunction: native("isfunction", (call) => call.args[0] instanceof Func),
    iscoroutinefunction: native(
      "iscoroutinefunction",
      (call) => call.args[0] instanceof Func && call.args[0].isAsync,
    ),
    getdoc: native("getdoc", (call) => runtime.getAttribute(call.args[0] ?? null, "__doc__", placeOf(call))),
  };
}

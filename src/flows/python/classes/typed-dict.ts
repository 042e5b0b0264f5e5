import type { Executor } from "../evaluation/executor.ts";
import { placeOf, type Runtime } from "../runtime.ts";
import { dictOf } from "../values/basics.ts";
import { truth } from "../values/truth.ts";
import { str } from "../values/text.ts";
import {
  Alias,
  Annotated,
  Class,
  Dict,
  SpecialForm,
  type Arguments,
  type Field,
  type Scope,
  type Value,
} from "../values/value.ts";

/** Whether a key is required: as its annotation says, else as the class says. */
export function marked(annotation: Value, total: boolean): boolean {
  if (annotation instanceof Annotated) return marked(annotation.type, total);
  if (annotation instanceof Alias && annotation.origin instanceof SpecialForm) {
    if (annotation.origin.name === "Required") return true;
    if (annotation.origin.name === "NotRequired") return false;
    if (annotation.origin.name === "ReadOnly") return marked(annotation.args[0] ?? null, total);
  }
  return total;
}

function fieldsOf(annotations: Dict, total: boolean, cls: Class, scope: Scope | undefined): Field[] {
  return [...annotations.entries.values()].flatMap(({ key, value }) =>
    typeof key === "string"
      ? [
          {
            name: key,
            annotation: value,
            value: undefined,
            factory: undefined,
            info: undefined,
            required: marked(value, total),
            init: true,
            keywordOnly: false,
            initOnly: false,
            scope,
            file: cls.file ?? "",
            at: cls.at,
          },
        ]
      : [],
  );
}

function complete(runtime: Runtime, cls: Class, own: readonly Field[]): Value {
  const fields = new Map<string, Field>();
  for (const base of cls.mro.slice(1).toReversed())
    for (const [name, field] of base.fields) fields.set(name, field);
  for (const field of own) fields.set(field.name, field);
  cls.flavour = "typed-dict";
  cls.fields = fields;
  cls.construct = (call) =>
    runtime.call(runtime.builtinClass("dict"), {
      ...call,
      kwargs: new Map([...call.kwargs].filter(([name]) => name !== " cls")),
    });
  if (
    cls.mro.some((base) => base.module === "typing" && base.name === "TypedDict") &&
    !runtime.pythonAtLeast(12)
  )
    cls.data.set("typing-typed-dict", true);
  return cls;
}

/** Makes a TypedDict of a class statement. */
export function finishTypedDict(
  runtime: Executor,
  cls: Class,
  scope: Scope,
  options: ReadonlyMap<string, Value>,
): Value {
  const annotations = scope.names.get("__annotations__");
  const total = options.get("total");
  const isTotal = total === undefined || truth(runtime, total, { file: cls.file ?? "", at: cls.at });
  const config = scope.names.get("__pydantic_config__");
  if (config instanceof Dict)
    cls.config = new Map(
      [...config.entries.values()].flatMap(({ key, value }) =>
        typeof key === "string" ? [[key, value] as const] : [],
      ),
    );
  return complete(
    runtime,
    cls,
    annotations instanceof Dict ? fieldsOf(annotations, isTotal, cls, scope) : [],
  );
}

/** `TypedDict("Name", {…}, total=…)`. */
export function functionalTypedDict(runtime: Runtime, base: Class, call: Arguments): Value {
  const place = placeOf(call);
  const cls = new Class(
    str(runtime, call.args[0] ?? null, place),
    [base],
    runtime.callerModule(place),
    place,
  );
  const [, given] = call.args;
  const annotations =
    given instanceof Dict ? given : dictOf([...call.kwargs].filter(([name]) => name !== "total"));
  return complete(runtime, cls, fieldsOf(annotations, call.kwargs.get("total") !== false, cls, undefined));
}

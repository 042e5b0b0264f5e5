import type { Executor } from "../evaluation/executor.ts";
import { FieldInfo, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { methodDecorator } from "./pydantic.ts";

/** `Field(…)` of pydantic 1: what it is given by name, also what it does not know. */
function fieldOf(call: Arguments): Value {
  const given = new Map<string, Value>(call.kwargs);
  const [first] = call.args;
  if (first !== undefined) given.set("default", first);
  return new FieldInfo(given, []);
}

/** The names of `pydantic.v1` that are followed. */
export function pydanticV1Names(runtime: Executor): Names {
  return {
    BaseModel: nativeClass(
      "BaseModel",
      "pydantic.v1.main",
      [runtime.builtinClass("object")],
      undefined,
      "v1-model",
    ),
    Field: native("Field", fieldOf, true),
    validator: methodDecorator(runtime, "validator"),
    root_validator: methodDecorator(runtime, "root_validator"),
  };
}

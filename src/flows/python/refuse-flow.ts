import type { Interpreter } from "./interpreter.ts";
import { Doubtful, type Place } from "./runtime.ts";
import { signatureOf } from "./signature.ts";
import { reservedNames } from "./schema/reserved-names.ts";
import { truth } from "./values/truth.ts";
import { Unknown, type Instance } from "./values/value.ts";

const internal = new Set(["v__args", "v__kwargs", "v__positional_only", "v__duplicate_kwargs"]);

/** Raises what Prefect raises when a flow is made whose parameters it cannot take. */
export function refuse(interpreter: Interpreter, flow: Instance, place: Place): void {
  let names: readonly string[];
  const fn = flow.attributes.get("fn") ?? null;
  try {
    names = signatureOf(interpreter, fn, place).parameters.map((parameter) => parameter.name);
  } catch (thrown) {
    if (thrown instanceof Doubtful) return;
    throw thrown;
  }
  for (const name of names) {
    if (name === "return_state" || name === "wait_for")
      interpreter.raise("ValueError", `'${name}' is a reserved argument name and cannot be used`, place);
    if (name.startsWith("_"))
      interpreter.raise(
        "RuntimeError",
        `the parameter ${name} begins with an underscore, which pydantic does not take`,
        place,
      );
  }
  const validate = flow.attributes.get("should_validate_parameters") ?? null;
  if (validate instanceof Unknown || (validate !== null && !truth(interpreter, validate, place))) return;
  const clash = names.find(
    (name) =>
      internal.has(name) ||
      name === "model_config" ||
      (reservedNames.has(name) && (name.startsWith("model_dump") || name.startsWith("model_validate"))),
  );
  const nameless = interpreter.findAttribute(fn, "__name__", place) === undefined;
  if (clash !== undefined || nameless) {
    interpreter.raise(
      "ValueError",
      `the flow is not compatible with validate_parameters${clash === undefined ? "" : `: its parameter ${clash} has another meaning`}`,
      place,
    );
  }
}

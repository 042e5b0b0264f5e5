import type { Stmt } from "../ast.ts";
import { giveUp, PyRaise, type Place } from "../runtime.ts";
import { Class, Instance, Tuple, type Scope } from "../values/value.ts";
import { evaluate } from "./evaluate.ts";
import type { Executor } from "./executor.ts";
import { known } from "./known.ts";

export function raiseStatement(
  runtime: Executor,
  statement: Extract<Stmt, { k: "Raise" }>,
  scope: Scope,
  place: Place,
): never {
  if (statement.value === undefined)
    return giveUp("unknown-value", "an exception that is raised again", place);
  let value = known(evaluate(runtime, statement.value, scope));
  if (value instanceof Class) value = runtime.call(value, { args: [], kwargs: new Map(), ...place });
  if (value instanceof Instance && value.cls.flavour === "exception") {
    const args = value.attributes.get("args");
    const message = args instanceof Tuple && typeof args.items[0] === "string" ? args.items[0] : "";
    throw new PyRaise(value, message, place);
  }
  return giveUp("unknown-value", "an exception that is not known", place);
}

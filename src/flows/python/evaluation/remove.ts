import type { Expr } from "../ast.ts";
import { giveUp, type Place } from "../runtime.ts";
import { deleteItem } from "../values/collections.ts";
import type { Scope } from "../values/value.ts";
import { evaluate } from "./evaluate.ts";
import type { Executor } from "./executor.ts";
import { known } from "./known.ts";

export function remove(runtime: Executor, target: Expr, scope: Scope, place: Place): void {
  if (target.k === "Name") {
    if (!scope.names.delete(target.id))
      runtime.raise("NameError", `name '${target.id}' is not defined`, place);
  } else if (target.k === "Sub")
    deleteItem(
      runtime,
      evaluate(runtime, target.value, scope),
      known(evaluate(runtime, target.index, scope)),
      place,
    );
  else if (target.k === "Tuple") for (const item of target.items) remove(runtime, item, scope, place);
  else giveUp("unknown-value", "a deletion that cannot be followed", place);
}

import type { Stmt } from "../ast.ts";
import type { Place } from "../runtime.ts";
import { binary } from "../values/binary.ts";
import { Dict, List, PySet, type Scope } from "../values/value.ts";
import { assignTo, evaluate } from "./evaluate.ts";
import type { Executor } from "./executor.ts";
import { known } from "./known.ts";
import { lookUp } from "./scope.ts";

export function augment(
  runtime: Executor,
  statement: Extract<Stmt, { k: "AugAssign" }>,
  scope: Scope,
  place: Place,
): void {
  const { target } = statement;
  const before = known(
    target.k === "Name" ? lookUp(runtime, scope, target.id, place) : evaluate(runtime, target, scope),
  );
  const value = known(evaluate(runtime, statement.value, scope));
  if (before instanceof List && statement.op === "+") {
    before.items.push(...runtime.iterate(value, place));
    return;
  }
  if (before instanceof Dict && value instanceof Dict && statement.op === "|") {
    for (const [key, entry] of value.entries) before.entries.set(key, entry);
    return;
  }
  if (before instanceof PySet && value instanceof PySet && !before.frozen && statement.op === "|") {
    for (const [key, item] of value.entries) if (!before.entries.has(key)) before.entries.set(key, item);
    return;
  }
  assignTo(runtime, target, binary(runtime, statement.op, before, value, place), scope, place);
}

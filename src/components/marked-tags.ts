import type { CompareContext } from "../interfaces/driver.ts";
import { ownerTags } from "../util/ownership.ts";
import { equalJson } from "../util/stable-json.ts";
import { rememberedNames } from "./declared-fields.ts";

/** The declared tags, none where some were declared before, else what people gave it; and our marks. */
export function markedTags(
  declared: readonly string[] | undefined,
  have: readonly string[],
  context: CompareContext,
): string[] {
  const own = ownerTags(context.owner);
  const others = have.filter((tag) => !own.includes(tag));
  const kept = declared ?? (rememberedNames(context.ledger).includes("tags") ? [] : others);
  return [...new Set([...kept, ...own])];
}

/** Whether two lists hold the same tags; order and repetition mean nothing. */
export function sameTags(a: readonly string[], b: readonly string[]): boolean {
  return equalJson([...new Set(a)].sort(), [...new Set(b)].sort());
}

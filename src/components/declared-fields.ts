import type { LedgerEntry } from "../interfaces/driver.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { FieldChange } from "../interfaces/plan.ts";
import { equalJson } from "../util/stable-json.ts";

/** Names of declared fields in a ledger entry. */
export function rememberedNames(entry: LedgerEntry | undefined): readonly string[] {
  const names = entry?.["f"];
  return Array.isArray(names) ? names.filter((name: Json): name is string => typeof name === "string") : [];
}

/** Compares declared fields: set as declared; what was declared before and is no longer goes back to its default. */
export function compareDeclared(
  want: JsonObject,
  have: JsonObject,
  defaults: JsonObject,
  ledger: LedgerEntry | undefined,
): readonly (FieldChange & { readonly want: Json })[] {
  const forgotten = rememberedNames(ledger).filter((name) => !(name in want) && name in defaults);
  const wanted = { ...Object.fromEntries(forgotten.map((name) => [name, defaults[name] ?? null])), ...want };
  return Object.entries(wanted)
    .filter(([name, value]) => !equalJson(value, have[name] ?? null))
    .map(([path, value]) => ({ path, want: value, have: have[path] ?? null }));
}

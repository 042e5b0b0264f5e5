import type { Draft, DraftValue, Ref } from "./core.ts";
import { isSame } from "./json-parts.ts";

/** A name as pydantic writes it under `definitions`. */
function normalised(name: string): string {
  return name.replace(/[^a-zA-Z0-9.\-_]/gu, "_").replaceAll(".", "__");
}

/** Replaces the references by names: short where that is unambiguous, else with the module, else counted. */
export function nameDefinitions(
  schema: Draft,
  definitions: ReadonlyMap<string, { readonly ref: Ref; readonly schema: Draft }>,
): Draft {
  const used = reachable(schema, definitions);
  const entries = [...definitions].filter(([id]) => used.has(id));
  const names = new Map<string, string>();
  const counts = new Map<string, number>();
  const choices = entries.map(([id, { ref, schema: definition }]) => {
    const short = normalised(ref.short);
    const long = normalised(ref.long);
    const count = (counts.get(long) ?? 0) + 1;
    counts.set(long, count);
    return {
      id,
      definition,
      all: [short, `${short}-Input`, long, `${long}-Input`, `${long}__${String(count)}`],
    };
  });
  for (const choice of choices) {
    const name =
      choice.all.find(
        (candidate) =>
          !choices.some(
            (other) =>
              other !== choice &&
              other.all.includes(candidate) &&
              !isSame(other.definition, choice.definition),
          ),
      ) ??
      choice.all.at(-1) ??
      choice.id;
    names.set(choice.id, name);
  }
  const out: Draft = {};
  for (const [id, { schema: definition }] of entries) out[names.get(id) ?? id] = rename(definition, names);
  return { ...renamed(schema, names), definitions: out };
}

function renamed(schema: Draft, names: ReadonlyMap<string, string>): Draft {
  const out: Draft = {};
  for (const key of Object.keys(schema)) out[key] = rename(schema[key] ?? null, names);
  return out;
}

function rename(value: DraftValue, names: ReadonlyMap<string, string>): DraftValue {
  if (Array.isArray(value)) return value.map((item) => rename(item, names));
  if (typeof value === "string" && value.startsWith("#ref:"))
    return `#/definitions/${names.get(value.slice("#ref:".length)) ?? ""}`;
  if (value === null || typeof value !== "object") return value;
  return renamed(value, names);
}

function reachable(
  schema: Draft,
  definitions: ReadonlyMap<string, { readonly schema: Draft }>,
): ReadonlySet<string> {
  const seen = new Set<string>();
  const walk = (value: DraftValue): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === "object") Object.values(value).forEach(walk);
    else if (typeof value === "string" && value.startsWith("#ref:")) {
      const id = value.slice("#ref:".length);
      if (seen.has(id)) return;
      seen.add(id);
      const definition = definitions.get(id);
      if (definition !== undefined) walk(definition.schema);
    }
  };
  walk(schema);
  return seen;
}

import type { Core, Draft, DraftValue, Ref } from "./core.ts";

const start = "#/definitions/";

function isDraft(value: DraftValue): value is Draft {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** The schema of a type whose definitions are given as JSON; those that it needs besides itself are added to the others. */
export function fixedDefinitions(
  { fixed, ref }: Core,
  definitions: Map<string, { readonly ref: Ref; schema: Draft }>,
): Draft {
  if (fixed === undefined || ref === undefined) return {};
  const id = (name: string): string => (name === fixed.root ? ref.id : `${ref.id}/${name}`);
  const linked = (value: DraftValue): DraftValue => {
    if (Array.isArray(value)) return value.map(linked);
    if (isDraft(value))
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, linked(inner)]));
    return typeof value === "string" && value.startsWith(start)
      ? `#ref:${id(value.slice(start.length))}`
      : value;
  };
  let own: Draft = {};
  for (const [name, schema] of Object.entries(fixed.definitions)) {
    const made = linked(schema);
    if (!isDraft(made)) continue;
    if (name === fixed.root) own = made;
    else definitions.set(id(name), { ref: { id: id(name), short: name, long: name }, schema: made });
  }
  return own;
}

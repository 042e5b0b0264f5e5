import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { mapLabels, namings, referenceIn, targetOf, type NamedThing } from "./references.ts";

/** The id of what was observed or made, by `kind:name`; undefined when it is not known. */
export type IdOf = (key: string) => string | undefined;

/** The id in what any driver answers for a thing. */
export function idIn(observed: unknown): string | undefined {
  if (typeof observed !== "object" || observed === null) return undefined;
  const thing = "pool" in observed ? observed.pool : observed;
  if (typeof thing !== "object" || thing === null || !("id" in thing)) return undefined;
  return typeof thing.id === "string" && thing.id !== "" ? thing.id : undefined;
}

/** A trigger with ids instead of names. */
export function triggerWithIds(trigger: JsonObject, idOf: IdOf): JsonObject {
  return mapLabels(trigger, (value) => {
    const thing = referenceIn(value);
    return thing === undefined ? value : thing.naming.resource + needed(thing, idOf);
  });
}

/** An action with the id of what it is about. */
export function actionWithId(action: JsonObject, idOf: IdOf): JsonObject {
  const thing = targetOf(action);
  if (thing === undefined) return action;
  const { [thing.key]: _name, ...rest } = action;
  return { ...rest, [thing.naming.idField]: needed(thing, idOf) };
}

function needed(thing: NamedThing, idOf: IdOf): string {
  const id = idOf(`${thing.naming.kind}:${thing.name}`);
  if (id !== undefined) return id;
  const shown = `${thing.naming.kind.replaceAll("-", " ")} ${thing.name}`;
  throw new MetaPrefectError(
    "gone",
    `${shown}, which an automation names, is not there or not the only one`,
    {
      hint: "run deploy again",
    },
  );
}

/** Names of things by what stands for them in Prefect: `prefect.deployment.<id>`. */
export type Names = ReadonlyMap<string, NamedThing>;

/** The names of things whose ids are known. */
export function namesOf(
  things: readonly { readonly kind: string; readonly name: string }[],
  idOf: IdOf,
): Names {
  const found = things.flatMap(({ kind, name }) => {
    const id = idOf(`${kind}:${name}`);
    const entry = Object.entries(namings).find(([, naming]) => naming.kind === kind);
    if (id === undefined || entry === undefined) return [];
    const [key, naming] = entry;
    return [[naming.resource + id, { key, naming, name }] as const];
  });
  return new Map(found);
}

/** A trigger as Prefect has it, with names instead of known ids. */
export function triggerWithNames(trigger: JsonObject, names: Names): JsonObject {
  return mapLabels(trigger, (value) => {
    const thing = typeof value === "string" ? names.get(value) : undefined;
    return thing === undefined ? value : { [thing.key]: thing.name };
  });
}

/** An action as Prefect has it, with a name instead of a known id. */
export function actionWithName(action: JsonObject, names: Names): JsonObject {
  for (const { resource, idField } of Object.values(namings)) {
    const { [idField]: id, ...rest } = action;
    if (typeof id !== "string") continue;
    const thing = names.get(resource + id);
    return thing === undefined ? action : { ...rest, [thing.key]: thing.name };
  }
  return action;
}

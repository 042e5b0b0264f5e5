import type { Owner } from "../interfaces/driver.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { ApiVariable } from "../interfaces/prefect-api.ts";
import { slugOf } from "../util/ownership.ts";
import { isObject } from "../util/stable-json.ts";

/**
 * A turn at changing what a project and environment own: a Variable with the turn's number in its name. Names of
 * Variables are unique, so of several who make the next turn exactly one succeeds.
 */
export interface Turn {
  readonly name: string;
  readonly number: number;
  /** Who holds it; null once it was given back. */
  readonly holder: JsonObject | null;
  /** Another text whenever the holder gave a sign of life. */
  readonly sign: string;
}

/** The name of a turn's Variable. */
export function turnName({ project, environment }: Owner, number: number): string {
  return `meta_prefect_${slugOf(project)}_${slugOf(environment)}_turn_${number.toString()}`;
}

/** All turns of an owner among its project's Variables, the latest first. */
export function turnsIn(variables: readonly ApiVariable[], owner: Owner): readonly Turn[] {
  return variables
    .flatMap((variable): readonly Turn[] => {
      const number = Number(/_(\d+)$/.exec(variable.name)?.[1]);
      if (variable.name !== turnName(owner, number)) return [];
      return [{ name: variable.name, number, holder: holderIn(variable.value), sign: variable.updated }];
    })
    .sort((a, b) => b.number - a.number);
}

/** What a turn's Variable holds while it is held, or null. */
export function turnValue(holder: JsonObject | null, beat = 0): JsonObject {
  return { holder, beat };
}

function holderIn(value: Json): JsonObject | null {
  const holder = isObject(value) ? value["holder"] : undefined;
  return isObject(holder) ? holder : null;
}

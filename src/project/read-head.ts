import { problem, warning } from "../errors/diagnostics.ts";
import type { InspectMode } from "../interfaces/flow.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { checkShape } from "./check-shape.ts";
import { namedEnvironments } from "./named-environments.ts";
import { isMapping, type Path, valueAt } from "./path.ts";
import { interpolateAt, locateIn, type ProjectFile, type Report, speechAt } from "./project-file.ts";
import { checkEnvironmentApi } from "./read-environment-api.ts";
import { environmentPattern, environmentRule, environmentSchema, headSchema, layerSchema } from "./schema.ts";

/** Something that the file names, and where. */
export interface Named {
  readonly value: string;
  readonly at: Path;
}

/** Everything of the file beside its deployments. */
export interface ProjectHead {
  readonly name: Named | undefined;
  readonly flows: readonly string[];
  readonly modules: readonly Named[];
  readonly recipes: readonly Named[];
  readonly python: string | undefined;
  readonly inspect: InspectMode | undefined;
  /** Whether every deploy prunes. */
  readonly prune: boolean | undefined;
  /** In seconds. */
  readonly inspectTimeout: number | undefined;
  /** Paths of `defaults` and of the environments, where they can be used. */
  readonly layers: readonly Path[];
}

/** The environment in which a run reads the file. */
export interface RunEnvironment {
  readonly name: string;
  /** Whether a person chose it; false for the fallback `dev`. */
  readonly chosen: boolean;
}

/** Reads and checks all keys of the file; `deployments` is left to others. */
export function readHead(file: ProjectFile, environment: RunEnvironment, report: Report): ProjectHead {
  const keys = ["name", "flows", "modules", "recipes", "policies", "python", "inspect", "include"];
  const faults: Path[] = [];
  const value = Object.fromEntries(
    Object.keys(file.value).map((key) => {
      if (!keys.includes(key)) return [key, file.value[key]];
      const replaced = interpolateAt(file, [key], environment.name, report);
      faults.push(...replaced.faults.map((path) => [key, ...path]));
      return [key, replaced.value];
    }),
  );
  const head = checkShape(headSchema, value, speechAt(file, []), report, faults).value;
  const isFault = (at: Path): boolean => faults.some((path) => path.join("\0") === at.join("\0"));
  const list = (key: "modules" | "recipes"): Named[] =>
    written(value[key]).flatMap((text, index) =>
      text === undefined || isFault([key, index]) ? [] : [{ value: text, at: [key, index] }],
    );
  const flows = head?.flows ?? "**/*.py";
  return {
    name: head?.name === undefined ? undefined : { value: head.name, at: ["name"] },
    flows: typeof flows === "string" ? [flows] : flows,
    modules: list("modules"),
    recipes: list("recipes"),
    python: head?.python,
    inspect: head?.inspect,
    prune: head?.prune,
    inspectTimeout: head?.inspect_timeout,
    layers: readLayers(file, environment, report),
  };
}

/** The texts of a list, where they are texts: what is no text was reported, and places stay as written. */
function written(list: unknown): (string | undefined)[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => (typeof item === "string" && item !== "" ? item : undefined));
}

function readLayers(file: ProjectFile, environment: RunEnvironment, report: Report): Path[] {
  const environments = valueAt(file.value, ["environments"]);
  const names = isMapping(environments) ? Object.keys(environments) : [];
  for (const name of names.filter((each) => !environmentPattern.test(each))) {
    const location = locateIn(file, ["environments", name], "key");
    report(
      problem("invalid-environment", `an environment cannot be called "${name}"`, {
        location,
        hint: environmentRule,
      }),
    );
  }
  if (environment.chosen && names.length > 0 && !namedEnvironments(file.value).has(environment.name)) {
    const location = locateIn(file, ["environments"], "key");
    const message = `the file has no environment "${environment.name}"; the defaults alone are used`;
    report(
      warning("unknown-environment", message, { location, hint: candidatesHint(environment.name, names) }),
    );
  }
  const layers: Path[] = [["defaults"], ...names.map((name): Path => ["environments", name])];
  return layers.filter((at) => {
    const value = valueAt(file.value, at);
    if (value === undefined || value === null) return false;
    const [key, name] = at;
    checkShape(key === "defaults" ? layerSchema : environmentSchema, value, speechAt(file, at), report);
    if (name !== undefined) checkEnvironmentApi(file, String(name), report);
    return true;
  });
}

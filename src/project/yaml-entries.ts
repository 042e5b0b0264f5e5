import { problem, warning } from "../errors/diagnostics.ts";
import type { Origin } from "../interfaces/diagnostic.ts";
import type { Flow, FlowReference, InspectMode } from "../interfaces/flow.ts";
import type { FlowReader } from "../interfaces/project.ts";
import { buildEntry, type Workshop } from "./build-entry.ts";
import type { RecipeTable } from "./build-step.ts";
import { findFlows } from "./find-flows.ts";
import { unreadFlow } from "./flow-to-ask.ts";
import { type EnvironmentLayers, readEnvironmentLayers } from "./layers.ts";
import { isMapping, type Path, valueAt } from "./path.ts";
import { locateIn, type ProjectFile, type Report } from "./project-file.ts";
import type { ProjectHead } from "./read-head.ts";
import type { UnsettledEntry } from "./settle-flows.ts";

/** What the entries of the file are read with. */
interface EntrySources {
  readonly file: ProjectFile;
  readonly head: ProjectHead;
  readonly recipes: RecipeTable;
  readonly reader: FlowReader<FlowReference>;
  /** The run's environment. */
  readonly environment: string;
  /** The environment that was asked for; entries that fix another are left out. */
  readonly asked: string | undefined;
  /** How flows are read where the entry does not say. */
  readonly inspect: InspectMode;
}

/** Reads `deployments:`; entries with a mistake are reported and left out. */
export async function yamlEntries(sources: EntrySources, report: Report): Promise<readonly UnsettledEntry[]> {
  const { file, head, reader, environment, asked, inspect: usual } = sources;
  const lists = entryLists(file, report);
  const workshop = makeWorkshop(sources, report);
  // Reading flows waits for the disk: recipes are called meanwhile.
  const finding = findFlows(file, modesByKey(file, lists, usual), head.flows, reader, report);
  const built = [...lists].flatMap(([key, paths]) =>
    paths.map((at) => ({ key, result: buildEntry(workshop, at, environment) })),
  );
  const flows = await finding;
  return built.flatMap(({ key, result: { entry, fixed, diagnostics } }): UnsettledEntry[] => {
    if (asked !== undefined && fixed !== undefined && fixed !== asked) return [];
    for (const diagnostic of diagnostics) report(diagnostic);
    const flow = entry?.inspect === "none" ? flowElsewhere(key, entry.origin) : flows.get(key);
    if (!entry || !flow) return [];
    const { name, layers, origin, parametersSchema } = entry;
    const inspect = entry.inspect === "none" ? "static" : entry.inspect;
    return [
      {
        inspect,
        parametersSchema,
        flow,
        deployable: Object.freeze({
          flow: referenceTo(flow),
          layers: Object.freeze(layers),
        }),
        name: name === undefined ? { value: flow.name, from: "flow" } : { value: name, from: "entry" },
        environment: entry.environment,
        origin,
      },
    ];
  });
}

/** A flow of which only the name is known, because its code is not in the project. */
function flowElsewhere(name: string, { location }: Origin): Flow {
  return { ...unreadFlow("", []), name, location, elsewhere: true };
}

/** The strongest mode that an entry of each flow asks for: which failures of reading the source are not the end. */
function modesByKey(
  file: ProjectFile,
  lists: ReadonlyMap<string, readonly Path[]>,
  usual: InspectMode,
): ReadonlyMap<string, InspectMode> {
  const said = [...lists].map(
    ([key, paths]) => [key, paths.map((at) => valueAt(file.value, [...at, "inspect"]) ?? usual)] as const,
  );
  // A flow whose code is elsewhere is not looked for.
  const here = said.filter(([, modes]) => modes.length === 0 || modes.some((mode) => mode !== "none"));
  return new Map(
    here.map(([key, modes]) => {
      const strongest = (["python", "auto"] as const).find((mode) => modes.includes(mode));
      return [key, strongest ?? (modes.length === 0 ? usual : "static")];
    }),
  );
}

function makeWorkshop({ file, head, recipes }: EntrySources, report: Report): Workshop {
  const known = new Map<string, EnvironmentLayers>();
  return {
    file,
    recipes,
    layers: (environment) => {
      const before = known.get(environment);
      if (before) return before;
      const layers = readEnvironmentLayers(file, head.layers, environment, report);
      known.set(environment, layers);
      return layers;
    },
  };
}

/** The paths of the entries by the key of their flow. */
function entryLists(file: ProjectFile, report: Report): ReadonlyMap<string, readonly Path[]> {
  const lists = new Map<string, readonly Path[]>();
  const all = file.value["deployments"];
  if (all === undefined || all === null) return lists;
  if (!isMapping(all)) {
    const location = locateIn(file, ["deployments"]);
    const hint = "write a flow's name with a list of entries below it";
    report(problem("invalid-value", "deployments is not a mapping of flows", { location, hint }));
    return lists;
  }
  for (const [key, list] of Object.entries(all)) {
    const at = ["deployments", key];
    if (Array.isArray(list) && list.length > 0)
      lists.set(
        key,
        list.map((_, index) => [...at, index]),
      );
    else {
      lists.set(key, []);
      const location = locateIn(file, at);
      const hint = "begin each entry with a hyphen: `- recipe: local_run_deployer`";
      const found = Array.isArray(list)
        ? "an empty list"
        : isMapping(list)
          ? "a mapping"
          : JSON.stringify(list);
      report(
        problem("invalid-value", `the entries of "${key}" are ${found}, expected a list`, { location, hint }),
      );
    }
  }
  return lists;
}

/** A project that declares nothing is a mistake, unless it says so with `deployments: {}`. */
export function checkAnyDeployment(file: ProjectFile, report: Report): void {
  const all = file.value["deployments"];
  if ((all ?? null) === null && (file.value["components"] ?? null) !== null) return;
  if (isMapping(all)) {
    if (Object.keys(all).length > 0) return;
    const location = locateIn(file, ["deployments"]);
    report(warning("no-deployments", "the project declares no deployment", { location }));
  } else if (all === undefined || all === null) {
    const location = locateIn(file, ["deployments"], "key");
    const hint = "declare one below `deployments:`, or write `deployments: {}` when there shall be none";
    report(problem("no-deployments", "the project declares no deployment", { location, hint }));
  }
}

function referenceTo({ language, entrypoint }: Flow): FlowReference {
  return language === "python"
    ? Object.freeze({ language, entrypoint })
    : Object.freeze({ language, entrypoint });
}

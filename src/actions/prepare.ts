import { drivers } from "../components/drivers.ts";
import { suitedTo } from "../components/version-needs.ts";
import { hasErrors } from "../errors/diagnostics.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { ObservedWorld, World } from "../interfaces/driver.ts";
import type { Build, Plan } from "../interfaces/plan.ts";
import type { PrefectApi } from "../interfaces/prefect-api.ts";
import type { DeployOptions, PlanOptions } from "../interfaces/options.ts";
import type { CommandLineOptions } from "../interfaces/repeat.ts";
import type { PlanResult, Target } from "../interfaces/results.ts";
import { observe, type Observation } from "../resolver/observe.ts";
import { makePlan } from "../resolver/plan.ts";
import { serverVersion } from "../resolver/read-ahead.ts";
import { sharedReads } from "../resolver/shared-reads.ts";
import { componentKey } from "../util/component-key.ts";
import { createAhead } from "./ahead.ts";
import { connect } from "./connect.ts";
import { withExpiry } from "./expiry.ts";
import { massDeleteWarning } from "./mass-delete.ts";
import { readDeclarations, type Declarations } from "./declarations.ts";
import { readRendered } from "./rendered.ts";
import { createWorld } from "./world.ts";

/** A plan, and what is needed to execute it. */
export interface Prepared {
  readonly result: PlanResult;
  /** Absent when the declarations have errors: then no server was asked. */
  readonly ready?: {
    readonly build: Build;
    readonly observation: Observation;
    readonly world: World;
    readonly lasting: PrefectApi;
    /** Observes and plans again, because somebody else may have changed something meanwhile. */
    readonly again: () => Promise<Looked>;
    /** Only a part of what is declared is looked at. */
    readonly partial: boolean;
  };
  readonly notes: readonly string[];
}

/** What was seen on the server, and what is to be done about it. */
export interface Looked {
  readonly observation: Observation;
  readonly result: PlanResult;
}

/** Reads, observes and plans. Writes nothing; starts a local Prefect only where `mayStart` allows it. */
export async function prepare(
  options: PlanOptions & Pick<DeployOptions, "startWorker"> & Pick<CommandLineOptions, "early">,
  how: {
    readonly mayStart: boolean;
    /** What is wanted, where it is not read from the project or a rendered file. */
    readonly declarations?: Declarations;
  },
): Promise<Prepared> {
  const ahead = createAhead(options);
  const read = (): Promise<Declarations> => {
    if (how.declarations !== undefined) return Promise.resolve(how.declarations);
    return options.rendered === undefined ? readDeclarations(options, ahead.begin) : readRendered(options);
  };
  const declarations = await read().catch((thrown: unknown) => {
    ahead.abandon();
    throw thrown;
  });
  const { diagnostics, owners, project } = declarations;
  if (hasErrors(diagnostics)) {
    ahead.abandon();
    return {
      result: { target: targetOf(declarations, null), plan: nothing, unchanged: [], diagnostics },
      notes: [],
    };
  }
  const reached = await ahead.reached();
  const connection =
    reached?.connection ?? (await connect(options, project.root, { ...how, api: project.api }));
  const mayWork = connection.local || options.startWorker === true;
  const declared = mayWork ? declarations.build : withoutWorkers(declarations.build);
  const world = reached?.world ?? createWorld(options, connection, project);
  const look = async (seen: ObservedWorld): Promise<Looked & { readonly build: Build }> => {
    options.reporter?.({ code: "phase", phase: "observe", detail: connection.api.url });
    const observation = await onPrefect3(
      seen,
      observe(declared, owners, drivers, seen, { orphans: !declarations.partial }),
    );
    options.early?.looked();
    const { build, diagnostics: outdated } = suitedTo(declared, await serverVersion(seen));
    options.reporter?.({ code: "phase", phase: "plan" });
    const { adopt, prune = project.prune } = options;
    const made = makePlan(build, observation, drivers, schemaChecker, { adopt, prune });
    const plan = withExpiry(made, options, observation.ledgers, project);
    const changed = new Set(plan.changes.map(componentKey));
    const unchanged = build.components
      .filter(({ component }) => component.external !== true && !changed.has(componentKey(component)))
      .map(({ component: { kind, name } }) => ({ kind, name }));
    const found: readonly Diagnostic[] = [
      ...diagnostics,
      ...connection.warnings,
      ...plan.diagnostics.slice(build.diagnostics.length),
      ...massDeleteWarning(plan, build, options.maxDeletes),
      ...outdated,
    ];
    const target = targetOf(declarations, connection.api.url);
    return { build, observation, result: { target, plan, unchanged, diagnostics: found } };
  };
  const { build, observation, result } = await look(
    reached?.world ?? sharedReads(world, options.early?.since),
  );
  const { partial } = declarations;
  const again = (): Promise<Looked> => look(sharedReads(world));
  return {
    result,
    ready: { build, observation, world, lasting: connection.lasting, again, partial },
    notes: declared === declarations.build ? [] : workerNotes(declarations.build),
  };
}

/** What was read, from a server that is a Prefect 3; asked at the same time, and said first when it is none. */
async function onPrefect3<Value>(world: ObservedWorld, read: Promise<Value>): Promise<Value> {
  const [version, value] = await Promise.allSettled([serverVersion(world), read]);
  if (version.status === "rejected") throw version.reason;
  if (value.status === "rejected") throw value.reason;
  return value.value;
}

const nothing: Plan = { changes: [], unchanged: 0, orphans: [], notes: [], diagnostics: [] };

/** What a run is about, for the head of every output. */
export function targetOf({ project, owners, build }: Declarations, api: string | null): Target {
  const declared = [...new Set(build.components.map(({ owner }) => owner.environment))].sort();
  const environments = declared.length > 0 ? declared : owners.map(({ environment }) => environment);
  return { root: project.root, project: project.name, environments, api };
}

/** A CI runner must leave no worker behind, so workers belong to a Prefect on the same machine. */
function withoutWorkers(build: Build): Build {
  if (!build.components.some(({ component }) => component.kind === "worker")) return build;
  return { ...build, components: build.components.filter(({ component }) => component.kind !== "worker") };
}

function workerNotes(build: Build): readonly string[] {
  return build.components
    .filter(({ component }) => component.kind === "worker")
    .map(
      ({ component }) =>
        `no worker was started for ${component.name}, as the API is not on this machine; --start-worker starts one`,
    );
}

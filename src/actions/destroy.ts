import { drivers } from "../components/drivers.ts";
import { hasErrors } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Owner, World } from "../interfaces/driver.ts";
import type { DestroyOptions, DestroyResult } from "../interfaces/life-cycle.ts";
import type { Build } from "../interfaces/plan.ts";
import type { PlanResult } from "../interfaces/results.ts";
import { applyPlan } from "../resolver/apply.ts";
import { observe } from "../resolver/observe.ts";
import { makePlan } from "../resolver/plan.ts";
import { sharedReads } from "../resolver/shared-reads.ts";
import { hasTraces, removeTraces } from "../resolver/traces.ts";
import { connect } from "./connect.ts";
import { environmentIn, readDeclarations } from "./declarations.ts";
import type { Looked } from "./prepare.ts";
import { askedEnvironments } from "./read-whole-project.ts";
import { withLeases } from "./with-leases.ts";
import { createWorld } from "./world.ts";

/** Without them it is not known what to destroy; all other mistakes of a project are not in the way. */
const essential: ReadonlySet<string> = new Set([
  ...["no-such-folder", "no-project-file", "two-project-files", "unreadable-file", "invalid-yaml"],
  ...["alias-expansion", "invalid-project-name", "invalid-environment", "unreadable-manifest"],
]);

/**
 * Deletes everything that the project owns in the environments of the run, and its ledger last. Doing it again is a
 * success that does nothing.
 *
 * @throws MetaPrefectError `not-confirmed`
 */
export async function destroy(options: DestroyOptions): Promise<DestroyResult> {
  const read = await readDeclarations({ ...options, selectors: [], modules: [] });
  const { project } = read;
  const diagnostics = read.diagnostics.filter(({ code }) => essential.has(code));
  const environments = askedEnvironments(options).map((name) => name ?? environmentIn(options.env));
  const owners = environments.map((environment) => ({ project: project.name, environment }));
  const target = { root: project.root, project: project.name, environments };
  if (hasErrors(diagnostics)) return nothingDone({ ...target, api: null }, diagnostics);
  const connection = await connect(options, project.root, { mayStart: false, api: project.api });
  await connection.api.version();
  const reading = createWorld(options, connection, project);
  const world: World = { ...reading, api: connection.lasting };
  const { reporter = () => undefined } = options;
  const build: Build = { project: project.name, components: [], diagnostics: [] };
  const look = async (): Promise<Looked> => {
    reporter({ code: "phase", phase: "observe", detail: connection.api.url });
    const observation = await observe(build, owners, drivers, sharedReads(reading));
    const plan = makePlan(build, observation, drivers, schemaChecker, { prune: true });
    const found = [...diagnostics, ...connection.warnings];
    const result: PlanResult = {
      target: { ...target, api: connection.api.url },
      plan,
      unchanged: [],
      diagnostics: found,
    };
    return { observation, result };
  };
  const first = await look();
  if (first.result.plan.changes.length === 0 && !(await hasTraces(reading.api, owners, first.observation)))
    return { ...nothingDone(first.result.target, first.result.diagnostics), notes: keptNotes(first) };
  if (first.result.plan.changes.length > 0 && !(await options.confirm(first.result)))
    throw notConfirmed(first);
  return withLeases(
    { world: reading, lasting: world },
    owners,
    first.observation,
    reporter,
    async (leased) => {
      const { observation, result } = leased.moved ? await look() : first;
      if (result.plan.changes.length > 0) reporter({ code: "phase", phase: "apply" });
      const signalled = { ...world, signal: leased.signal };
      const { outcomes, notes } = await applyPlan(result.plan, observation, drivers, signalled, reporter);
      const isWhole = outcomes.every(({ status }) => status === "done");
      if (isWhole) await stopWorkers(observation, owners, world);
      if (isWhole) await removeTraces(world.api, owners, result.plan);
      return { ...result, outcomes, deployments: [], notes: [...notes, ...keptNotes({ result })] };
    },
  );
}

/** Workers of pools that somebody else deleted. */
async function stopWorkers(
  { ledgers }: Looked["observation"],
  owners: readonly Owner[],
  { processes }: World,
): Promise<void> {
  const known = new Set(
    owners.flatMap(({ environment }) =>
      (ledgers.get(environment)?.shards ?? []).flatMap((shard) => Object.keys(shard)),
    ),
  );
  for (const { pool } of await processes.workers()) {
    if (known.has(`work-pool:${pool}`)) await processes.stopWorker(pool);
  }
}

function nothingDone(target: PlanResult["target"], diagnostics: readonly Diagnostic[]): DestroyResult {
  const plan = { changes: [], unchanged: 0, orphans: [], notes: [], diagnostics: [] };
  return { target, plan, unchanged: [], diagnostics, outcomes: [], deployments: [], notes: [] };
}

function keptNotes({ result }: Pick<Looked, "result">): readonly string[] {
  const kept = result.plan.orphans.filter((orphan) => orphan.protected === true);
  return kept.map(({ kind, name }) => `${kind} ${name} is protected and stays`);
}

function notConfirmed({ result }: Looked): MetaPrefectError {
  const count = result.plan.changes.length;
  return new MetaPrefectError("not-confirmed", `${String(count)} things were not destroyed`, {
    hint: "add --yes where nobody can be asked",
  });
}

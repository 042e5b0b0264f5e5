import { hasErrors } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { systemClock } from "../hosts/system-clock.ts";
import type { DeployOptions } from "../interfaces/options.ts";
import type { DeployResult } from "../interfaces/results.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";
import { readPickup } from "./pickup.ts";
import type { Prepared } from "./prepare.ts";
import { run } from "./run.ts";
import { type Unserved, unservedWarnings } from "./unserved-warnings.ts";

/** Milliseconds that `wait` waits for somebody to take runs, and between two looks. */
const patience = 120_000;
const pace = 1_000;

/**
 * Looks whether somebody takes the runs of what was deployed. With `wait` it waits for that; then the smoke run goes.
 *
 * @throws MetaPrefectError `nobody-picks-up` when it waited in vain
 */
export async function afterDeploy(
  result: DeployResult,
  prepared: Prepared,
  options: DeployOptions,
): Promise<DeployResult> {
  const { ready } = prepared;
  const isWhole = result.outcomes.every(({ status }) => status === "done");
  if (ready === undefined || hasErrors(result.diagnostics) || !isWhole) return result;
  const unserved = await unservedOf(result, ready, options);
  const checked = { ...result, diagnostics: [...result.diagnostics, ...unservedWarnings(unserved)] };
  if (options.smokeRun === undefined) return checked;
  const smokeRun = await run({ ...options, deployment: options.smokeRun, parameters: {}, watch: true });
  return { ...checked, smokeRun };
}

async function unservedOf(
  result: DeployResult,
  { build, world }: NonNullable<Prepared["ready"]>,
  { wait = false, signal }: DeployOptions,
): Promise<readonly Unserved[]> {
  const changed = new Set(result.outcomes.map(({ change: { kind, name } }) => `${kind}:${name}`));
  const looked = build.components.flatMap(({ component }) => {
    if (!isDeclaredDeployment(component) || !(wait || changed.has(`deployment:${component.name}`))) return [];
    const { work_pool_name: pool, work_queue_name: queue } = component.spec.fields;
    if (typeof pool !== "string") return [];
    const name = component.name;
    return [{ name, work_pool_name: pool, work_queue_name: typeof queue === "string" ? queue : null }];
  });
  if (looked.length === 0) return [];
  const end = Date.now() + patience;
  for (;;) {
    // Whoever waits wants to see the worker's heartbeat, not only that it was started.
    const mine = wait ? [] : await world.processes.workers();
    const pickupOf = await readPickup(world.api, looked, new Set(mine.map(({ pool }) => pool)));
    const unserved = looked.flatMap((one): Unserved[] => {
      const { by, reasons } = pickupOf(one);
      return by === null ? [{ name: one.name, reasons }] : [];
    });
    const [first] = unserved;
    if (!wait || first === undefined) return unserved;
    if (Date.now() > end) throw inVain(first);
    await systemClock.sleep(pace, signal);
  }
}

function inVain({ name, reasons }: Unserved): MetaPrefectError {
  return new MetaPrefectError(
    "nobody-picks-up",
    `all is deployed, and nobody takes the runs of ${name}: ${reasons.join(", ")}`,
    { hint: "start a worker of that work pool, then deploy again: what is done stays" },
  );
}

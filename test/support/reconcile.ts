import { tmpdir } from "node:os";
import { drivers } from "../../src/components/drivers.ts";
import { fileHost } from "../../src/hosts/file-host.ts";
import { createImageHost } from "../../src/hosts/images/image-host.ts";
import { createCluster } from "../../src/hosts/kubectl.ts";
import { createSecretHost } from "../../src/hosts/secret-host.ts";
import { schemaChecker } from "../../src/hosts/schema-checker.ts";
import { createStorageHost } from "../../src/hosts/storage-host.ts";
import { systemClock } from "../../src/hosts/system-clock.ts";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
import type { World } from "../../src/interfaces/driver.ts";
import type { FlowBuilder } from "../../src/interfaces/flow-builder.ts";
import type { Outcome, Plan } from "../../src/interfaces/plan.ts";
import type { ProcessHost } from "../../src/interfaces/ports.ts";
import type { ProjectEntry } from "../../src/interfaces/project.ts";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { applyPlan } from "../../src/resolver/apply.ts";
import { build } from "../../src/resolver/build.ts";
import type { BuildFacts } from "../../src/resolver/fold.ts";
import { observe } from "../../src/resolver/observe.ts";
import { makePlan, type PlanOptions } from "../../src/resolver/plan.ts";
import { sharedReads } from "../../src/resolver/shared-reads.ts";

/** A declared deployment, without files: the fields that its recipes would set. */
export interface Declared {
  readonly flow: string;
  readonly name: string;
  /** Stands for the flow's code. @default "1" */
  readonly code?: string;
  readonly fields: DeploymentFields;
  readonly requires?: FlowBuilder["requires"];
}

/** What one reconciliation did. */
export interface Reconciled {
  readonly plan: Plan;
  readonly outcomes: readonly Outcome[];
}

/** Reconciles declarations with the Prefect at an address; with `dry`, only plans. */
export async function reconcile(
  api: string,
  project: string,
  declared: readonly Declared[],
  options: PlanOptions & {
    readonly dry?: boolean;
    readonly environment?: string;
    /** Where secrets may be looked up. @default {} */
    readonly env?: Readonly<Record<string, string>>;
    /** A refusal is what the test is about. @default false: it throws */
    readonly refusable?: boolean;
    /** Failed changes are what the test is about. @default false: they throw */
    readonly fallible?: boolean;
  } = {},
): Promise<Reconciled> {
  const environment = options.environment ?? "dev";
  const built = build(
    declared.map((one) => entryOf(one, environment)),
    { ...facts, project },
    drivers,
    schemaChecker,
  );
  const world: World = {
    api: createPrefectApi({ url: api }),
    processes: noProcesses,
    files: fileHost,
    secrets: createSecretHost({ root: tmpdir(), env: options.env ?? {} }),
    storage: createStorageHost({ env: options.env ?? {} }),
    cluster: createCluster({ env: {} }),
    images: createImageHost({ env: {} }),
    clock: systemClock,
    signal: new AbortController().signal,
  };
  const observation = await observe(built, [{ project, environment }], drivers, sharedReads(world));
  const plan = makePlan(built, observation, drivers, schemaChecker, options);
  const refused = plan.diagnostics.some(({ severity }) => severity === "error");
  if (refused && options.refusable !== true) throw new TypeError(JSON.stringify(plan.diagnostics));
  if (options.dry === true || refused) return { plan, outcomes: [] };
  const { outcomes } = await applyPlan(plan, observation, drivers, world, () => undefined);
  const failed = outcomes.filter(({ status }) => status !== "done");
  if (failed.length > 0 && options.fallible !== true) throw new TypeError(JSON.stringify(failed));
  return { plan, outcomes };
}

/** The schema of a flow with two optional parameters, as Prefect would derive it. */
export const parameterSchema = {
  title: "Parameters",
  type: "object",
  properties: {
    day: { title: "day", type: "string", default: "today", position: 0 },
    count: { title: "count", type: "integer", default: 1, position: 1 },
  },
  required: [],
  definitions: {},
} as const;

function entryOf(
  { flow, name, code = "1", fields, requires = [] }: Declared,
  environment: string,
): ProjectEntry {
  const entrypoint = `flows/${flow}.py:main`;
  const location = { file: `flows/${flow}.py`, line: 1, column: 1 };
  const builder: FlowBuilder = {
    name: "declared",
    requires,
    updateDeployment: (deployment) => ({ ...deployment, ...fields }),
  };
  return {
    flow: {
      language: "python",
      entrypoint,
      name: flow,
      description: null,
      version: null,
      parameterSchema,
      digest: code.padEnd(64, "0").replaceAll(/[^0-9a-f]/g, "e"),
      location,
      reasons: [],
    },
    deployable: { flow: { language: "python", entrypoint }, layers: [{ builder }] },
    name: { value: name, from: "entry" },
    environment,
  };
}

const facts: Omit<BuildFacts, "project"> = {
  root: "/srv/project",
  now: "2026-01-01T00:00:00.000Z",
  env: {},
  git: () => undefined,
  packageVersion: () => undefined,
};

/** These tests are about the server; no worker is declared. */
const noProcesses: ProcessHost = {
  isOfThisMachine: () => false,
  workerName: (pool) => pool,
  startWorker: () => Promise.reject(new TypeError("no worker was expected")),
  stopWorker: () => Promise.resolve(false),
  workers: () => Promise.resolve([]),
};

import fc from "fast-check";
import { workPool, workQueue } from "../../src/components/declare.ts";
import type {
  TemplatePatch,
  WorkPoolComponent,
  WorkPoolSpec,
  WorkQueueSpec,
} from "../../src/interfaces/component.ts";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
import type { JsonObject } from "../../src/interfaces/json.ts";
import type { Schedule, Timing } from "../../src/interfaces/schedule.ts";
import type { Declared } from "./reconcile.ts";

const text = fc.constantFrom("", "a", "Nightly load of the orders.", "två ord ✓", '"quoted"\nsecond line');
const zone = fc.constantFrom("UTC", "Europe/Berlin", "America/New_York");
const zoned = { timezone: zone };

const timing: fc.Arbitrary<Timing> = fc.oneof(
  fc.record(
    { cron: fc.constantFrom("0 2 * * *", "*/15 * * * *", "@daily", "0 9 * * 1-5"), ...zoned },
    { requiredKeys: ["cron"] },
  ),
  fc.record(
    {
      interval: fc.integer({ min: 60, max: 100_000 }),
      anchor_date: fc.constantFrom("2024-01-01T00:00:00Z", "2024-01-01T00:00:00+02:00"),
      ...zoned,
    },
    { requiredKeys: ["interval"] },
  ),
  fc.record(
    {
      rrule: fc.constantFrom(
        "FREQ=DAILY;BYDAY=MO,WE,FR,SA",
        "DTSTART:20240101T090000\nRRULE:FREQ=WEEKLY;BYDAY=MO",
        "FREQ=MINUTELY;INTERVAL=30",
        "FREQ=DAILY\nEXDATE:20270101T000000,20271225T000000",
      ),
      ...zoned,
    },
    { requiredKeys: ["rrule"] },
  ),
);

const schedule: fc.Arbitrary<Schedule> = fc.record(
  {
    slug: fc.constantFrom("nightly", "hourly", "third one"),
    schedule: timing,
    active: fc.boolean(),
    initiallyActive: fc.boolean(),
    parameters: fc.constantFrom({}, { day: "monday" }),
  },
  { requiredKeys: ["slug", "schedule"] },
);

/** Any combination of fields, each absent, empty or with a value. */
export const anyFields: fc.Arbitrary<DeploymentFields> = fc.record(
  {
    description: fc.option(text, { nil: null }),
    version: fc.oneof(fc.constantFrom("1", "7", null), fc.constant({ $late: "nextInteger" } as const)),
    tags: fc.uniqueArray(fc.constantFrom("env=dev", "team=data", "a b", "ü"), { maxLength: 3 }),
    path: fc.constantFrom(null, "/srv/code"),
    parameters: fc.constantFrom({}, { day: "today" }, { day: "x", count: 3 }),
    enforceParameterSchema: fc.boolean(),
    schedules: fc.uniqueArray(schedule, { maxLength: 3, selector: ({ slug }) => slug }),
    paused: fc.boolean(),
    concurrencyLimit: fc.constantFrom(null, 1, 5),
    concurrencyOptions: fc.constantFrom(null, { collision_strategy: "CANCEL_NEW" } as const),
    jobVariables: fc.constantFrom({}, { env: { A: "1" } }, { nested: { deep: [1, null, { x: "y" }] } }),
    pullSteps: fc.constantFrom(
      null,
      [],
      [{ "prefect.deployments.steps.set_working_directory": { directory: "/srv" } }],
    ),
    labels: fc.constantFrom({}, { owner: "data" }, { owner: "ml", tier: 2 }),
  },
  { requiredKeys: [] },
);

/** A work pool without its name. */
export type PoolFields = Omit<WorkPoolSpec, "type">;

const patches: readonly TemplatePatch[] = [
  { path: ["variables", "properties", "team"], value: { type: "string", default: "data" } },
  { path: ["job_configuration", "a/b"], value: { type: "string" } },
  { path: ["job_configuration", "env"], value: { TEAM: "{{ team }}" } },
  { path: ["job_configuration", "labels"], value: {} },
];

/** Any combination of a pool's fields; its template as Prefect has it, or with some paths of ours. */
export const anyPool: fc.Arbitrary<PoolFields> = fc.record(
  {
    description: fc.constantFrom("", "Runs the loads."),
    concurrencyLimit: fc.constantFrom(null, 0, 3),
    paused: fc.boolean(),
    templatePatches: fc
      .subarray([...patches])
      .filter(
        (some) => some.some(({ path }) => path[1] === "env") === some.some(({ path }) => path[2] === "team"),
      ),
  },
  { requiredKeys: [] },
);

const wholeTemplate: JsonObject = {
  job_configuration: { command: "{{ command }}", env: "{{ env }}", labels: { team: "{{ team }}" } },
  variables: {
    type: "object",
    properties: { command: { type: "string" }, env: { type: "object" }, team: { type: "string" } },
  },
};

/** As {@link anyPool}, or with a template of our own. */
const anyPoolOrTemplate: fc.Arbitrary<PoolFields> = fc.oneof(
  { weight: 4, arbitrary: anyPool },
  {
    weight: 1,
    arbitrary: anyPool.map(({ templatePatches: _, ...pool }) => ({
      ...pool,
      baseJobTemplate: wholeTemplate,
    })),
  },
);

/** A work queue without its name and pool. */
export type QueueFields = Omit<WorkQueueSpec, "pool" | "queue">;

/** Any combination of a queue's fields. */
export const anyQueue: fc.Arbitrary<QueueFields> = fc.record(
  { description: fc.constantFrom("", "First of all."), concurrencyLimit: fc.constantFrom(null, 0, 2) },
  { requiredKeys: [] },
);

const poolName = fc.constantFrom("big", "small");
const queueName = fc.constantFrom("urgent", "slow");

/** Where a deployment runs; a queue that is null is declared to be none. */
interface Place {
  readonly pool: "big" | "small";
  readonly queue?: "urgent" | "slow" | "default" | null;
}

/** A few deployments over two flows, some of them in the work pools of the specification. */
export interface Specification {
  readonly pools: Readonly<Record<"big" | "small", PoolFields>>;
  readonly queues: Readonly<Record<"urgent" | "slow", QueueFields>>;
  readonly deployments: readonly {
    readonly flow: string;
    readonly name: string;
    readonly fields: DeploymentFields;
    /** Null: declared to run nowhere. */
    readonly place?: Place | null;
  }[];
}

const place: fc.Arbitrary<Place | null> = fc.option(
  fc.record(
    { pool: poolName, queue: fc.oneof(queueName, fc.constantFrom("default", null)) },
    { requiredKeys: ["pool"] },
  ),
  { freq: 4 },
);

/** A few deployments over two flows, each with any fields and in any place. */
export const anySpecification: fc.Arbitrary<Specification> = fc.record({
  pools: fc.record({ big: anyPoolOrTemplate, small: anyPoolOrTemplate }),
  queues: fc.record({ urgent: anyQueue, slow: anyQueue }),
  deployments: fc.uniqueArray(
    fc.record(
      {
        flow: fc.constantFrom("etl", "train"),
        name: fc.constantFrom("nightly", "hourly", "adhoc"),
        fields: anyFields,
        place,
      },
      { requiredKeys: ["flow", "name", "fields"] },
    ),
    { minLength: 1, maxLength: 3, selector: ({ flow, name }) => `${flow}/${name}` },
  ),
});

/** A specification, and one in which the same deployments have other fields, places, pools and queues. */
export const anyChange: fc.Arbitrary<readonly [Specification, Specification]> = fc
  .tuple(anySpecification, anySpecification, fc.array(anyFields, { minLength: 3, maxLength: 3 }))
  .map(([one, { deployments, ...rest }, fields]) => {
    const changed = one.deployments.map(({ flow, name }, index) => {
      const { place: where } = deployments[index] ?? {};
      return { flow, name, fields: fields[index] ?? {}, ...(where !== undefined && { place: where }) };
    });
    return [one, { ...rest, deployments: changed }] as const;
  });

/** The declarations of a specification. Names on the server are the server's, so each project has its own. */
export function declare(project: string, { pools, queues, deployments }: Specification): readonly Declared[] {
  const poolOf = (name: Place["pool"]): WorkPoolComponent =>
    workPool({ name: `${project}-${name}`, type: "process", ...pools[name] });
  return deployments.map(({ flow, name, fields, place: where }) => {
    const declared = { flow: `${project}-${flow}`, name };
    if (where === undefined) return { ...declared, fields };
    if (where === null) return { ...declared, fields: { ...fields, workPool: null } };
    const pool = poolOf(where.pool);
    const { queue } = where;
    const own = queue === "urgent" || queue === "slow" ? [workQueue({ pool, queue, ...queues[queue] })] : [];
    const { jobVariables, ...rest } = fields;
    const known = jobVariables !== undefined && !("nested" in jobVariables) && { jobVariables };
    const placed = { workPool: pool.name, ...(queue !== undefined && { workQueue: queue }) };
    return { ...declared, fields: { ...rest, ...known, ...placed }, requires: [pool, ...own] };
  });
}

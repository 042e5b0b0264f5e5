import fc from "fast-check";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
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

/** A few deployments over two flows. */
export const anySpecification: fc.Arbitrary<readonly Declared[]> = fc.uniqueArray(
  fc.record({
    flow: fc.constantFrom("etl", "train"),
    name: fc.constantFrom("nightly", "hourly", "adhoc"),
    fields: anyFields,
  }),
  { minLength: 1, maxLength: 3, selector: ({ flow, name }) => `${flow}/${name}` },
);

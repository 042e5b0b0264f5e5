import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { DeploymentFields } from "../../src/interfaces/deployment.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { readAll } from "../support/read-all.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { reconcile, type Declared } from "../support/reconcile.ts";
import {
  anyChange,
  anyFields,
  anyPool,
  anyQueue,
  anySpecification,
  declare,
} from "../support/specifications.ts";
import { unique } from "../support/unique.ts";

const runs = { numRuns: 12, endOnFailure: true } as const;

/** With a time zone, or without. */
function everyNight(timezone?: string): DeploymentFields {
  const schedule = { cron: "0 2 * * *", ...(timezone !== undefined && { timezone }) };
  return { schedules: [{ slug: "nightly", schedule, active: true }] };
}

const deploymentShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  flow_id: z.string(),
  updated: z.string(),
  paused: z.boolean(),
  version: z.string().nullable(),
  schedules: z.array(
    z.looseObject({
      id: z.string(),
      slug: z.string().nullable(),
      active: z.boolean(),
      schedule: z.looseObject({}),
    }),
  ),
});
type Seen = z.output<typeof deploymentShape>;

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

/** Flow names are the server's, not the project's, so each run has its own. */
function owned(project: string, specification: readonly Declared[]): readonly Declared[] {
  return specification.map((one) => ({ ...one, flow: `${project}-${one.flow}` }));
}

async function seen(specification: readonly Declared[]): Promise<readonly Seen[]> {
  return Promise.all(
    specification.map(({ flow, name }) =>
      read(
        "GET",
        `/deployments/name/${encodeURIComponent(flow)}/${encodeURIComponent(name)}`,
        deploymentShape,
      ),
    ),
  );
}

async function scheduledRuns(deployments: readonly Seen[]): Promise<readonly string[]> {
  const runs = await readAll("/flow_runs/filter", z.object({ id: z.string() }), {
    flow_runs: {
      deployment_id: { any_: deployments.map(({ id }) => id) },
      state: { type: { any_: ["SCHEDULED"] } },
    },
    sort: "ID_DESC",
  });
  return runs.map(({ id }) => id);
}

/** What stays of a deployment when ids, times and what the clock decides are taken away. */
function essence(deployments: readonly Seen[], project: string): unknown {
  return deployments.map(({ schedules, ...deployment }) => {
    const {
      id,
      flow_id,
      created,
      updated,
      global_concurrency_limit,
      concurrency_limit,
      labels,
      status,
      version,
      last_polled,
      work_queue_id,
      tags,
      ...others
    } = deployment;
    // A set: those that were there before stay where they were.
    const rest = { ...others, tags: z.array(z.string()).parse(tags).sort() };
    const limit = z.object({ limit: z.number() }).nullable().parse(global_concurrency_limit);
    const label = Object.entries(z.record(z.string(), z.unknown()).parse(labels)).filter(
      ([key]) => key !== "prefect.flow.id",
    );
    const timing = schedules
      .map(({ slug, active, schedule, parameters }) => {
        const { anchor_date, rrule, ...other } = schedule as Readonly<Record<string, unknown>>;
        const rule = typeof rrule === "string" ? rrule.replace(/^DTSTART:\S+\n(?=FREQ=MINUTELY)/, "") : rrule;
        return { slug, active, parameters, ...other, rule };
      })
      .sort((a, b) => ((a.slug ?? "") < (b.slug ?? "") ? -1 : 1));
    return JSON.parse(
      JSON.stringify({ rest, limit: limit?.limit, label: label.sort(), timing }).replaceAll(project, "P"),
    ) as unknown;
  });
}

/** What stays of the pool and the queue of a project when ids and times are taken away. */
async function seenPlace(project: string): Promise<unknown> {
  const pool = `/work_pools/${project}-big`;
  const found = await Promise.all(
    [pool, `${pool}/queues/urgent`].map((path) => read("GET", path, z.looseObject({}))),
  );
  const passing = /^(?:id|created|updated|work_pool_id|default_queue_id|status|last_polled|active_slots)$/;
  const lasting = found.map((thing) =>
    Object.entries(thing)
      .filter(([key]) => !passing.test(key))
      .sort(),
  );
  return JSON.parse(JSON.stringify(lasting).replaceAll(project, "P")) as unknown;
}

describe("for any specification", () => {
  it("a second deploy writes nothing and keeps the ids of schedules and of scheduled runs [N1, N6, N28]", async () => {
    await fc.assert(
      fc.asyncProperty(anySpecification, async (anything) => {
        const project = unique();
        const specification = declare(project, anything);
        const first = await reconcile(proxy.url, project, specification);
        expect(first.outcomes.map(({ status }) => status)).not.toContain("failed");
        const before = await seen(specification);
        const runsBefore = await scheduledRuns(before);
        proxy.clear();
        const second = await reconcile(proxy.url, project, specification);
        expect(second.plan.changes).toEqual([]);
        expect(proxy.writes()).toEqual([]);
        const after = await seen(specification);
        expect(after).toEqual(before);
        expect(await scheduledRuns(after)).toEqual(expect.arrayContaining([...runsBefore]));
      }),
      runs,
    );
  });

  it("planning writes nothing, and after the deploy that it promises there is nothing left to plan [N2]", async () => {
    await fc.assert(
      fc.asyncProperty(anyChange, async ([one, other]) => {
        const project = unique();
        await reconcile(proxy.url, project, declare(project, one));
        proxy.clear();
        const promised = await reconcile(proxy.url, project, declare(project, other), { dry: true });
        expect(proxy.writes()).toEqual([]);
        const done = await reconcile(proxy.url, project, declare(project, other));
        expect(done.plan.changes).toEqual(promised.plan.changes);
        const rest = await reconcile(proxy.url, project, declare(project, other), { dry: true });
        expect(rest.plan.changes).toEqual([]);
      }),
      runs,
    );
  });

  it("what was declared before and is not any more leaves nothing behind", async () => {
    await fc.assert(
      fc.asyncProperty(anyFields, anyFields, async (before, now) => {
        const [project, fresh] = [unique(), unique()];
        const with_ = (fields: Declared["fields"]): readonly Declared[] => [
          { flow: "etl", name: "nightly", fields },
        ];
        const changed = owned(project, with_(before));
        await reconcile(proxy.url, project, changed);
        const { outcomes } = await reconcile(proxy.url, project, owned(project, with_(now)));
        expect(outcomes.map(({ status }) => status)).not.toContain("failed");
        await reconcile(proxy.url, fresh, owned(fresh, with_(now)));
        const undeclared = (fields: Declared["fields"]): boolean =>
          fields.schedules?.some((schedule) => schedule.active === undefined) ?? false;
        fc.pre(!(undeclared(before) && undeclared(now)));
        const kept = essence(await seen(changed), project);
        expect(kept).toEqual(essence(await seen(owned(fresh, with_(now))), fresh));
      }),
      { ...runs, examples: [[everyNight("Asia/Tokyo"), everyNight()]] },
    );
  });

  it("what was declared of a pool and a queue before and is not any more leaves nothing behind", async () => {
    const placed = fc.record({ pool: anyPool, queue: anyQueue });
    await fc.assert(
      fc.asyncProperty(placed, placed, async (before, now) => {
        const in_ = (project: string, { pool, queue }: typeof before): readonly Declared[] =>
          declare(project, {
            pools: { big: pool, small: {} },
            queues: { urgent: queue, slow: {} },
            deployments: [
              { flow: "etl", name: "nightly", fields: {}, place: { pool: "big", queue: "urgent" } },
            ],
          });
        const [project, fresh] = [unique(), unique()];
        await reconcile(proxy.url, project, in_(project, before));
        await reconcile(proxy.url, project, in_(project, now));
        await reconcile(proxy.url, fresh, in_(fresh, now));
        expect(await seenPlace(project)).toEqual(await seenPlace(fresh));
      }),
      {
        ...runs,
        examples: [
          [
            { pool: { description: "Old." }, queue: { description: "Old." } },
            { pool: {}, queue: {} },
          ],
        ],
      },
    );
  });

  it("what people paused or switched off stays so when something else is deployed [N5]", async () => {
    await fc.assert(
      fc.asyncProperty(anyFields, async ({ paused: _paused, schedules = [], ...fields }) => {
        const project = unique();
        const quiet = schedules.map(({ active: _active, ...schedule }) => ({
          ...schedule,
          initiallyActive: true,
        }));
        const specification = owned(project, [
          { flow: "etl", name: "nightly", fields: { ...fields, schedules: quiet } },
        ]);
        await reconcile(proxy.url, project, specification);
        const [before] = await seen(specification);
        const id = before?.id ?? "";
        await raw("POST", `/deployments/${id}/pause_deployment`);
        for (const schedule of before?.schedules ?? []) {
          await raw("PATCH", `/deployments/${id}/schedules/${schedule.id}`, { active: false });
        }
        const edited = specification.map((one) => ({
          ...one,
          fields: { ...one.fields, description: "edited" },
        }));
        const { plan } = await reconcile(proxy.url, project, edited);
        expect(plan.changes.length).toBeGreaterThan(0);
        const [after] = await seen(specification);
        expect(after?.["description"]).toBe("edited");
        expect(after?.paused).toBe(true);
        expect(after?.schedules.map(({ active }) => active)).toEqual(quiet.map(() => false));
        expect(after?.schedules.map((schedule) => schedule.id).sort()).toEqual(
          before?.schedules.map((schedule) => schedule.id).sort(),
        );
      }),
      runs,
    );
  });
});

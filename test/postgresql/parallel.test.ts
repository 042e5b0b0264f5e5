import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { manyDeployments, mostInFlight } from "../support/many-deployments.ts";
import { apiUrl, read } from "../support/prefect.ts";
import { startRecordingProxy, type Fault, type RecordingProxy } from "../support/recording-proxy.ts";
import { reconcile } from "../support/reconcile.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
beforeEach(() => {
  proxy.intercept = undefined;
  proxy.clear();
});
afterAll(() => proxy.close());

const named = z.array(z.object({ name: z.string() }));
const scheduled = z.array(z.object({ schedules: z.array(z.object({ slug: z.string() })) }));

/** Meets each write with what is said of it and of how many were written before it. */
function meetWrites(
  fault: (writtenBefore: number, writesInFlight: number) => Fault | undefined,
): readonly Fault[] {
  const met: Fault[] = [];
  let written = 0;
  proxy.intercept = ({ writesInFlight }) => {
    const meeting = writesInFlight === 0 ? undefined : fault(written++, writesInFlight);
    if (meeting !== undefined) met.push(meeting);
    return meeting;
  };
  return met;
}

describe("a Prefect server with PostgreSQL", () => {
  it("is known as such", async () => {
    expect(await createPrefectApi({ url: apiUrl() }).database()).toBe("postgresql");
  });

  it("is given several writes at a time, and never more than eight [N8]", async () => {
    await reconcile(proxy.url, unique(), manyDeployments(unique("etl"), 60));
    expect(proxy.writes().length).toBeGreaterThanOrEqual(120);
    const most = mostInFlight(proxy.requests);
    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(8);
  });

  const busy: readonly Fault[] = [
    { status: 503, body: '{"exception_message":"Service Unavailable"}' },
    { status: 429, headers: { "retry-after": "0.2" } },
    { reset: "after" },
  ];

  it("gets everything once although bursts of 503, 429 and broken connections meet writes in parallel", async () => {
    const [project, flows] = [unique(), unique("etl")];
    const specification = manyDeployments(project, 40).map((one, index) => ({
      ...one,
      flow: `${flows}-${index.toString()}`,
    }));
    const bursts = [20, 70].map((start) => ({ start, end: start + 12 }));
    const met = meetWrites((before) =>
      bursts.some(({ start, end }) => before >= start && before < end)
        ? busy[before % busy.length]
        : undefined,
    );
    await reconcile(proxy.url, project, specification);
    expect(met).toHaveLength(24);
    expect(mostInFlight(proxy.requests)).toBeGreaterThan(1);
    proxy.intercept = undefined;

    const ours = { flows: { name: { like_: `${flows}-` } } };
    const made = await read("POST", "/flows/filter", named, ours);
    expect(made.map(({ name }) => name).sort()).toEqual(specification.map(({ flow }) => flow).sort());
    const deployments = await read("POST", "/deployments/filter", scheduled, ours);
    expect(deployments.map(({ schedules }) => schedules.map(({ slug }) => slug))).toEqual(
      specification.map(() => ["nightly"]),
    );
    proxy.clear();
    expect((await reconcile(proxy.url, project, specification)).plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
  });

  it("gets fewer writes at a time while it takes no more than two, and more again when it does", async () => {
    const project = unique();
    const [squeezed, free] = [30, 130];
    const refusal = { status: 429, headers: { "retry-after": "0.5" } } as const;
    const met = meetWrites((before, inFlight) =>
      before >= squeezed && before < free && inFlight > 2 ? refusal : undefined,
    );
    await reconcile(proxy.url, project, manyDeployments(project, 100));
    const writes = proxy.writes();
    expect(mostInFlight(writes.slice(0, squeezed))).toBeGreaterThan(4);
    expect(mostInFlight(writes.slice(squeezed + 30, free))).toBeLessThanOrEqual(4);
    expect(mostInFlight(writes.slice(free + 30))).toBeGreaterThan(4);
    // Now and then a third one was tried; with as many changes in flight as before, some would be refused to the end.
    expect(met.length).toBeLessThan((free - squeezed) / 2);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import type { PrefectApi } from "../../../src/interfaces/prefect-api.ts";
import { createPrefectApi } from "../../../src/prefect/create-prefect-api.ts";
import {
  impatientClock,
  json,
  scriptedServer,
  type Scripted,
  type ScriptedServer,
} from "./scripted-server.ts";

describe("repeating requests", () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.close());

  const clock = impatientClock();
  const apiOf = async (...script: readonly Scripted[]): Promise<PrefectApi> => {
    server = await scriptedServer(script);
    clock.slept.length = 0;
    // Long enough for an answer that does come, also where this machine has much else to do.
    return createPrefectApi({ url: server.url, clock, random: () => 0.5, requestTimeout: 3_000 });
  };
  const flow = { id: "f", name: "etl", tags: ["t"] };

  it("waits as long as Retry-After says, in seconds or as a date", async () => {
    const date = "Sat, 21 Nov 2026 10:00:30 GMT";
    const api = await apiOf(
      json(429, {}, { "retry-after": "7" }),
      json(429, {}, { "retry-after": date }),
      json(200, [flow]),
    );
    await expect(api.flows.withTag("t")).resolves.toEqual([flow]);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7_000);
    expect(clock.slept[0]).toBeLessThan(8_000);
    expect(clock.slept[1]).toBeGreaterThanOrEqual(30_000);
  });

  it("does not wait for an hour, even when the server asks for it", async () => {
    const api = await apiOf(json(429, {}, { "retry-after": "3600" }));
    await expect(api.flows.withTag("t")).rejects.toMatchObject({ code: "prefect-rate-limited" });
    expect(clock.slept).toEqual([]);
  });

  it("lives through a minute of 503 of a busy database, from 30 ms on and three times as long each time", async () => {
    const busy = json(503, { exception_message: "Service Unavailable" });
    const api = await apiOf(...Array.from({ length: 13 }, () => busy), json(201, flow));
    await expect(api.flows.ensure({ name: "etl", tags: [] })).resolves.toEqual(flow);
    expect(clock.slept).toEqual([30, 90, 270, 810, 2_430, 7_290, ...Array<number>(7).fill(8_000)]);
    expect(clock.slept.reduce((sum, pause) => sum + pause)).toBeGreaterThan(60_000);
  });

  it("asks a server that is in trouble again from 200 ms on and twice as long each time", async () => {
    const trouble = json(502, {});
    const api = await apiOf(...Array.from({ length: 7 }, () => trouble), json(201, flow));
    await expect(api.flows.ensure({ name: "etl", tags: [] })).resolves.toEqual(flow);
    expect(clock.slept).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 8_000]);
  });

  it.each([408, 429, 502, 503])("repeats an upsert and a PATCH after %i", async (status) => {
    const api = await apiOf(json(status, {}), json(201, flow), json(status, {}), { status: 204 });
    await api.flows.ensure({ name: "etl", tags: [] });
    await api.flows.setTags("f", []);
    expect(server?.received.map(({ method }) => method)).toEqual(["POST", "POST", "PATCH", "PATCH"]);
  });

  it.each([400, 409, 422, 504])("does not repeat after %i", async (status) => {
    const api = await apiOf(json(status, { detail: "no" }));
    await expect(api.flows.ensure({ name: "etl", tags: [] })).rejects.toMatchObject({
      name: "MetaPrefectError",
    });
    expect(server?.received).toHaveLength(1);
  });

  it("repeats a few times after 500, which a proxy may have made, and then says so", async () => {
    const failing = Array.from({ length: 3 }, () => json(500, {}));
    const api = await apiOf(...failing, json(201, flow), ...failing, json(500, {}));
    await expect(api.flows.ensure({ name: "etl", tags: [] })).resolves.toEqual(flow);
    await expect(api.flows.ensure({ name: "etl", tags: [] })).rejects.toMatchObject({
      code: "prefect-failed",
    });
    expect(server?.received).toHaveLength(8);
  });

  it("repeats after a reset connection and after a timeout", async () => {
    const api = await apiOf("reset", "silence", json(200, [flow]));
    await expect(api.flows.withTag("t")).resolves.toHaveLength(1);
    expect(server?.received).toHaveLength(3);
  });

  it("gives up in the end, and says what failed", async () => {
    const api = await apiOf(json(502, {}));
    await expect(api.flows.withTag("t")).rejects.toMatchObject({
      code: "prefect-failed",
      message: "Prefect failed at POST /flows/filter (502)",
    });
    expect(server?.received).toHaveLength(8);
  });

  it("never sends a POST twice that would make two things", async () => {
    const unslugged = [{ schedule: { cron: "0 1 * * *" } }];
    const api = await apiOf("reset");
    await expect(api.deployments.addSchedules("d", unslugged)).rejects.toMatchObject({
      code: "prefect-unreachable",
    });
    expect(server?.received).toHaveLength(1);

    await server?.close();
    const busy = await apiOf(json(503, {}));
    await expect(busy.deployments.addSchedules("d", unslugged)).rejects.toMatchObject({
      code: "prefect-failed",
    });
    expect(server?.received).toHaveLength(1);
  });

  it("does not let somebody wait long for a server that never answered", async () => {
    const api = await apiOf(json(200, []));
    await server?.close();
    server = undefined;
    await expect(api.version()).rejects.toMatchObject({ code: "prefect-unreachable" });
    expect(clock.slept).toEqual([200, 400]);
  });

  it("ends at once when the run is stopped", async () => {
    server = await scriptedServer(["silence"]);
    const controller = new AbortController();
    const api = createPrefectApi({ url: server.url, signal: controller.signal });
    const version = api.version();
    const { received } = server;
    const rejected = expect(version).rejects.toMatchObject({ code: "interrupted" });
    await expect.poll(() => received.length, { timeout: 60_000 }).toBe(1);
    controller.abort();
    await rejected;
    await expect(api.version()).rejects.toMatchObject({ code: "interrupted" });
    expect(server.received).toHaveLength(1);
  });
});

import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { listenAlone } from "../support/claim.ts";
import { freshRequest } from "../support/fresh-request.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

describe("the recording proxy of the tests", () => {
  let proxy: RecordingProxy;
  beforeAll(async () => {
    proxy = await startRecordingProxy(apiUrl());
  });
  afterAll(() => proxy.close());

  it("tells reads by POST from writes", async () => {
    const name = unique("flow");
    proxy.clear();
    await raw("POST", "/flows/", { name }, proxy.url);
    await raw("POST", "/flows/filter", { flows: { name: { any_: [name] } } }, proxy.url);
    await raw("POST", "/flows/count", {}, proxy.url);
    await raw("GET", "/health", undefined, proxy.url);
    expect(proxy.writes()).toEqual([
      expect.objectContaining({ method: "POST", path: "/api/flows/", body: { name } }),
    ]);
    // Each kind once: what a busy server turned away is asked again.
    expect(new Set(proxy.reads().map(({ method, path }) => `${method} ${path}`))).toEqual(
      new Set(["POST /api/flows/filter", "POST /api/flows/count", "GET /api/health"]),
    );
  });

  it("answers in Prefect's place, so that Prefect never hears of the request", async () => {
    const name = unique("flow");
    proxy.intercept = () => ({ status: 503, headers: { "retry-after": "1" }, body: "busy" });
    const answer = await freshRequest("POST", `${proxy.url}/flows/`, JSON.stringify({ name }));
    expect(answer).toEqual({ status: 503, text: "busy" });
    proxy.intercept = undefined;
    expect((await raw("GET", `/flows/name/${name}`)).status).toBe(404);
  });

  it("breaks a connection after Prefect has done the work", async () => {
    const name = unique("flow");
    proxy.intercept = () => ({ reset: "after" });
    await expect(raw("POST", "/flows/", { name }, proxy.url)).rejects.toThrow();
    proxy.intercept = undefined;
    expect(await read("GET", `/flows/name/${name}`, z.object({ name: z.string() }))).toEqual({ name });
  });
});

it("a file has the Prefect that it asks for itself", async () => {
  const { port } = inject("prefectServers").find(({ url }) => url === apiUrl()) ?? { port: 0 };
  expect(await listenAlone(port)).toBeUndefined();
});

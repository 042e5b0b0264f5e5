import { afterAll, beforeAll, expect, it } from "vitest";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { manyDeployments, mostInFlight } from "../support/many-deployments.ts";
import { apiUrl } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { reconcile } from "../support/reconcile.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());

it("a Prefect server with SQLite is known as such, and is given one write at a time [N8]", async () => {
  expect(await createPrefectApi({ url: apiUrl() }).database()).toBe("sqlite");
  await reconcile(proxy.url, unique(), manyDeployments(unique("etl"), 15));
  expect(proxy.writes().length).toBeGreaterThanOrEqual(30);
  expect(mostInFlight(proxy.requests)).toBe(1);
});

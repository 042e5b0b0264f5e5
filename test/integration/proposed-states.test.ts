import { describe, expect, it, onTestFinished } from "vitest";
import { createWorkerApi } from "../../src/prefect/create-worker-api.ts";
import { apiUrl } from "../support/prefect.ts";
import { startRecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const pending = { type: "PENDING", name: "Pending" } as const;

describe("a worker that takes a flow run", () => {
  it("has it also when the answer was lost and Prefect had to be asked again; another worker has not", async () => {
    const proxy = await startRecordingProxy(apiUrl());
    onTestFinished(proxy.close);
    const ours = createWorkerApi({ url: proxy.url });
    const flow = await ours.ensureFlow(unique("taken"));
    const { id } = await ours.createFlowRun({
      flow_id: flow.id,
      parameters: {},
      tags: [],
      state: { type: "SCHEDULED", name: "Scheduled" },
      idempotency_key: unique("taken"),
    });
    let asked = 0;
    proxy.intercept = ({ path }) =>
      path.endsWith("/set_state") && asked++ === 0 ? { reset: "after" } : undefined;
    expect(await ours.proposeFlowRunState(id, pending)).toMatchObject({ status: "ACCEPT", state: pending });
    // A locked SQLite turns it away with 503 meanwhile, and then it is asked once more.
    expect(asked).toBeGreaterThan(1);
    const another = createWorkerApi({ url: apiUrl() });
    expect((await another.proposeFlowRunState(id, pending)).status).not.toBe("ACCEPT");
  });
});

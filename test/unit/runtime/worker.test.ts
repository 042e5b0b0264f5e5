import { afterEach, describe, expect, it } from "vitest";
import type { ExecutedRun } from "../../../src/interfaces/run-api.ts";
import { createWorkerApi } from "../../../src/prefect/create-worker-api.ts";
import { runWorker, type WorkerParts } from "../../../src/runtime/worker/run-worker.ts";
import {
  json,
  scriptedServer,
  type Received,
  type Scripted,
  type ScriptedServer,
} from "../prefect/scripted-server.ts";

const run: ExecutedRun = {
  ...{ id: "3b9f1a52-6a5e-4a55-9d1e-000000000001", name: "brave-owl", flow_id: "f", deployment_id: null },
  ...{ parameters: {}, run_count: 0, tags: [], parent_task_run_id: null, job_variables: {}, retries: null },
  state: null,
};
const pending = {
  status: "ACCEPT",
  state: { type: "PENDING", name: "Pending", message: null, data: null, state_details: {} },
};
const gone = json(404, { detail: "Flow run with id was not found" });

describe("a worker", () => {
  let server: ScriptedServer | undefined;
  afterEach(() => server?.close());

  /** Lets a worker find the run once, and answers what it said until it had told of its end and looked for more. */
  const work = async (
    answer: (received: Received) => Scripted,
    launch: WorkerParts["launch"],
  ): Promise<readonly string[]> => {
    server = await scriptedServer((received) => answer(received));
    const stop = new AbortController();
    const said: string[] = [];
    let looks = 0;
    await runWorker({
      api: createWorkerApi({ url: server.url, patience: 0 }),
      poll: () => {
        looks++;
        // The end of the first run has been told by then.
        if ((looks > 1 && said.length > 1) || looks > 300) stop.abort();
        return Promise.resolve(looks === 1 ? [run] : []);
      },
      launch,
      querySeconds: 0.01,
      signal: stop.signal,
      say: (line) => void said.push(line),
    });
    return said;
  };

  it("goes on when a run that cannot be started was deleted meanwhile", async () => {
    let proposals = 0;
    const said = await work(
      ({ path }) => (path.endsWith("/set_state") && ++proposals === 1 ? json(201, pending) : gone),
      () => Promise.reject(new TypeError("no such command")),
    );
    expect(proposals).toBe(2);
    expect(said.join("\n")).toContain("Flow run could not be started: TypeError: no such command");
    expect(said.at(-1)).toMatch(/brave-owl.*not found/);
  });

  it("lets a process run to its end of which Prefect does not take the place", async () => {
    const ended: string[] = [];
    const said = await work(
      ({ method, path }) => (method === "POST" && path.endsWith("/set_state") ? json(201, pending) : gone),
      () =>
        Promise.resolve({
          place: "here:1",
          ended: Promise.resolve({ code: 0, reason: "status code: 0" }).then((end) => {
            ended.push(end.reason);
            return end;
          }),
          end: () => undefined,
        }),
    );
    expect(ended).toEqual(["status code: 0"]);
    expect(said.join("\n")).toContain("flow run brave-owl ended with status code: 0");
    expect(said.join("\n")).not.toContain("could not be started");
  });
});

import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeHome } from "../support/home.ts";
import { makeBlock, readBlock } from "../support/kinds/block.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import type { ProjectFolder } from "../support/project-folder.ts";
import { makePrograms, startProgram, type Ended } from "../support/typescript-program.ts";
import { everyLineOf, logOf, runShape, untilRun, type Run } from "../support/typescript-flows.ts";
import { unique } from "../support/unique.ts";

/** What a flow run has returned, as Python's own client reads it. */
const readResult = `
import asyncio, sys
from prefect.client.orchestration import get_client

async def main():
    async with get_client() as client:
        run = await client.read_flow_run(sys.argv[1])
        print(await run.state.aresult())

asyncio.run(main())
`;

const home = makeHome();
const name = unique("values");
const secret = "canary-5822-secret";
const lines = 5_000;
let project: ProjectFolder;

beforeAll(async () => {
  project = await makePrograms({
    "flows.mjs": `
import { setTimeout as sleep } from "node:timers/promises";
import { concurrency, emitEvent, flow, pauseFlowRun, resumeFlowRun, secretBlock, task, variables } from "meta-prefect/runtime";

export const values = flow({ name: "${name}", logPrints: true }, async () => {
  await variables.set("${name}", { day: "monday" }, ["made"]);
  await variables.set("${name}", { day: "tuesday" });
  const token = await secretBlock("${name}");
  console.log("the token is %s", token);
  const missing = await variables.get("${name}-none").catch(({ code }) => code);
  return [await variables.get("${name}"), await variables.get("${name}-none", 7), missing, token.length];
});
const said = task({ name: "said" }, () =>
  emitEvent({ event: "${name}.loaded", resource: { "prefect.resource.id": "orders.1" }, payload: { rows: 2 } }),
);
export const events = flow({ name: "${name}-events" }, () => said());

let [now, most, done] = [0, 0, 0];
const held = task({ name: "held" }, (slots) =>
  concurrency("${name}", slots, async () => {
    most = Math.max(most, ++now);
    await sleep(300);
    now--;
    done++;
  }),
);
const tagged = task({ name: "tagged", tags: ["${name}-tag"] }, async () => {
  mostTagged = Math.max(mostTagged, ++now);
  await sleep(300);
  now--;
});
let mostTagged = 0;
export const limited = flow({ name: "${name}-limited" }, async () => {
  await tagged.map([1, 2]);
  await held.map([2, 2, 2]);
  const late = await concurrency("${name}", 2, () =>
    concurrency("${name}", { slots: 2, timeoutSeconds: 0.1 }, () => "both").catch(({ code }) => code),
  );
  return [most, done, late, mostTagged];
});

const step = task({ name: "step" }, () => {});
export const paused = flow({ name: "${name}-paused" }, async () => {
  await step();
  await pauseFlowRun({ pollSeconds: 0.2 });
  await step();
  return "went on";
});
export const forgotten = flow({ name: "${name}-forgotten" }, () => pauseFlowRun({ timeoutSeconds: 1, pollSeconds: 0.2 }));
export const resume = (id) => resumeFlowRun(id);

const costly = task(
  { name: "costly", cachePolicy: ["inputs", "source"] },
  (day) => { console.log("worked"); return { day, rows: 3 }; },
);
export const kept = flow(
  { name: "${name}-kept", resultStorage: "local-file-system/${name}" },
  async () => costly("monday"),
);

const speak = task({ name: "speak", logPrints: true }, (from, to) => {
  for (let line = from; line < to; line++) console.log("line %d", line);
});
export const chatty = flow({ name: "${name}-chatty" }, async () => {
  for (let from = 0; from < ${String(lines)}; from += 1_000) await speak(from, from + 1_000);
});
`,
    "call.mjs": `
import * as flows from "./flows.mjs";
const [, , flow, ...input] = process.argv;
console.log(JSON.stringify((await flows[flow](...input)) ?? null));
`,
  });
});
afterAll(() => project.remove());

const call = (...input: readonly string[]): Promise<Ended> =>
  startProgram(["call.mjs", ...input], {
    cwd: project.path,
    env: { ...home.env, PREFECT_API_URL: apiUrl() },
  }).ended;

async function runOf(flow: string): Promise<Run | undefined> {
  const body = { flows: { name: { any_: [`${name}-${flow}`] } } };
  return (await read("POST", "/flow_runs/filter", z.array(runShape), body))[0];
}

/** The run of a flow that is just being called, as soon as it is as wanted. */
async function untilRunOf(flow: string, type: string): Promise<Run> {
  let run = await runOf(flow);
  for (let look = 0; look < 480 && run === undefined; look++) {
    await new Promise((resolve) => setTimeout(resolve, 250));
    run = await runOf(flow);
  }
  return untilRun(run?.id ?? "", ({ state }) => state.type === type);
}

describe("a flow in TypeScript", () => {
  it("reads and writes Variables, and reads a Secret block that no log shows", async () => {
    await makeBlock("secret", name, { value: secret });
    const { code, stdout } = await call("values");
    expect([code, JSON.parse(stdout.split("\n").at(-2) ?? "")]).toEqual([
      0,
      [{ day: "tuesday" }, 7, "no-such-value", secret.length],
    ]);
    const kept = z.object({ value: z.unknown(), tags: z.array(z.string()) });
    expect((await read("GET", `/variables/name/${name}`, kept)).value).toEqual({ day: "tuesday" });
    const body = { flows: { name: { any_: [name] } } };
    const [run] = await read("POST", "/flow_runs/filter", z.array(runShape), body);
    const log = (await logOf(run?.id ?? "")).map(({ message }) => message);
    expect(log).toContain("the token is ***");
    expect(JSON.stringify(log)).not.toContain(secret);
  });

  it("emits an event to which its run and its task run are related", async () => {
    const { stdout } = await call("events");
    const related = z.array(z.record(z.string(), z.string()));
    const event = z.object({ id: z.string(), payload: z.unknown(), related });
    const ask = async (): Promise<z.output<typeof event> | undefined> => {
      const shape = z.object({ events: z.array(event) });
      const body = { filter: { event: { name: [`${name}.loaded`] } }, limit: 5 };
      return (await read("POST", "/events/filter", shape, body)).events[0];
    };
    let found = await ask();
    for (let look = 0; look < 480 && found === undefined; look++) {
      await new Promise((resolve) => setTimeout(resolve, 250));
      found = await ask();
    }
    expect(found).toMatchObject({ id: JSON.parse(stdout) as string, payload: { rows: 2 } });
    const roles = found?.related.map((one) => one["prefect.resource.role"]);
    expect(roles).toEqual(expect.arrayContaining(["flow-run", "task-run"]));
  });

  it("holds slots of a global concurrency limit and of its tasks' tags while it works, and gives them back", async () => {
    const limit = { name, limit: 3 };
    expect((await raw("POST", "/v2/concurrency_limits/", limit)).status).toBe(201);
    const byTag = { tag: `${name}-tag`, concurrency_limit: 1 };
    expect((await raw("POST", "/concurrency_limits/", byTag)).status).toBeLessThan(300);
    const { code, stdout } = await call("limited");
    // Two slots each, and three there are: never two at a time.
    expect([code, JSON.parse(stdout)]).toEqual([0, [1, 3, "slots-timeout", 1]]);
    const kept = z.object({ active_slots: z.number() });
    expect((await read("GET", `/v2/concurrency_limits/${name}`, kept)).active_slots).toBe(0);
  });

  it("pauses in its process until somebody resumes it, does nothing twice, and fails when nobody does", async () => {
    const calling = call("paused");
    const { id } = await untilRunOf("paused", "PAUSED");
    expect((await call("resume", id)).code).toBe(0);
    const { code, stdout } = await calling;
    expect([code, JSON.parse(stdout)]).toEqual([0, "went on"]);
    const states = await read(
      "GET",
      `/flow_run_states/?flow_run_id=${id}`,
      z.array(z.object({ name: z.string() })),
    );
    expect(states.map((state) => state.name)).toEqual(
      expect.arrayContaining(["Pending", "Running", "Paused", "Completed"]),
    );
    expect((await call("forgotten")).code).toBe(1);
    expect((await untilRunOf("forgotten", "FAILED")).state.message).toContain("never resumed");
  });

  it("keeps results in a storage block, for later runs and for Python", async () => {
    const folder = join(project.path, "results");
    await makeBlock("local-file-system", name, { basepath: folder });
    const [first, second] = [await call("kept"), await call("kept")];
    expect([first.stdout, second.stdout]).toEqual([
      'worked\n{"day":"monday","rows":3}\n',
      '{"day":"monday","rows":3}\n',
    ]);
    // Of the task, and of each of the two flow runs.
    expect(readdirSync(folder)).toHaveLength(3);
    const { id } = await untilRunOf("kept", "COMPLETED");
    const shape = z.object({ state: z.object({ data: z.object({ storage_block_id: z.string() }) }) });
    const { state } = await read("GET", `/flow_runs/${id}`, shape);
    expect(state.data.storage_block_id).toBe((await readBlock("local-file-system", name)).id);
    const { stdout } = await promisify(execFile)(python(), ["-c", readResult, id], {
      env: { ...home.env, PREFECT_API_URL: apiUrl(), PYTHONTZPATH: "" },
    });
    expect(stdout.trim()).toBe("{'day': 'monday', 'rows': 3}");
  });

  it("loses no line of five thousand, doubles none, and keeps their order", async () => {
    expect((await call("chatty")).code).toBe(0);
    const { id } = await untilRunOf("chatty", "COMPLETED");
    const said = (await everyLineOf(id)).filter((text) => text.startsWith("line "));
    expect(said).toEqual(Array.from({ length: lines }, (_, line) => `line ${String(line)}`));
  });
});

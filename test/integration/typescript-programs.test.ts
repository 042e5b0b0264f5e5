import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeHome } from "../support/home.ts";
import { apiUrl, read } from "../support/prefect.ts";
import type { ProjectFolder } from "../support/project-folder.ts";
import { startFaultyProxy } from "../support/faulty-proxy.ts";
import { makePrograms, startProgram, type Ended, type Program } from "../support/typescript-program.ts";
import { logOf, runShape, untilGraph, startRun, untilEnded, type Run } from "../support/typescript-flows.ts";
import { unique } from "../support/unique.ts";

const home = makeHome();
const name = unique("program");
let project: ProjectFolder;

beforeAll(async () => {
  project = await makePrograms({
    "flows.mjs": `
import { setTimeout as sleep } from "node:timers/promises";
import { decorate, flow, getRunLogger, task } from "meta-prefect/runtime";
const executed = [];
const step = task({ name: "step" }, async (index) => {
  executed.push(index);
  await sleep(20);
  return { index };
});
export const plain = flow({ name: "${name}" }, async () => (await step(1)).index);
export const long = flow({ name: "${name}-long" }, async () => {
  let last;
  for (let index = 0; index < 40; index++) {
    last = await step(index, last);
    getRunLogger().info("line %d", index);
    await sleep(Number(process.env.PAUSE));
  }
  return executed;
});
class SalesRunner {
  constructor({ conf }) { this.conf = conf; }
  async process_data() { return "processed " + this.conf; }
}
export const runner = (options) => decorate(new SalesRunner({ conf: "my.yaml" }), { flow_kwargs: { name: "${name}-runner" }, ...options });
`,
    "plain.mjs": `import { plain } from "./flows.mjs";\nconsole.log(await plain());\n`,
    "long.mjs": `import { long } from "./flows.mjs";\nconsole.log(JSON.stringify(await long()));\n`,
    "runner.mjs": `import { runner } from "./flows.mjs";\nconsole.log(await runner(JSON.parse(process.argv[2])).process_data());\n`,
    "serve.mjs": `
import { serve, tags } from "meta-prefect";
import { plain } from "./flows.mjs";
await serve({ served: tags({ tags: ["served"] })(plain) }, { querySeconds: 0.5, limit: 2, onEvent: (line) => console.log(line) });
`,
    "home/profiles.toml": `active = "other"\n[profiles.other]\n[profiles.lab]\nPREFECT_API_URL = "${apiUrl()}"\n`,
  });
});
afterAll(() => project.remove());

const program = (input: readonly string[], env: Readonly<Record<string, string>>): Program =>
  startProgram(input, { cwd: project.path, env: { ...home.env, ...env } });

async function runsOf(flow: string): Promise<readonly Run[]> {
  return read("POST", "/flow_runs/filter", z.array(runShape), { flows: { name: { any_: [flow] } } });
}

describe("a program that calls a flow in TypeScript", () => {
  it("runs it as a flow run without a deployment where an API is configured [A50]", async () => {
    const { stdout } = await program(["plain.mjs"], { PREFECT_API_URL: apiUrl() }).ended;
    expect(stdout.trim()).toBe("1");
    const [run] = await runsOf(name);
    expect(run?.state.type).toBe("COMPLETED");
  });

  it("runs it plainly in test mode, and where nothing is configured", async () => {
    const before = (await runsOf(name)).length;
    const tested = await program(["plain.mjs"], { PREFECT_API_URL: apiUrl(), PREFECT_TEST_MODE: "1" }).ended;
    const alone = await program(["plain.mjs"], {}).ended;
    expect([tested.stdout.trim(), alone.stdout.trim()]).toEqual(["1", "1"]);
    expect(await runsOf(name)).toHaveLength(before);
  });

  it("runs a decorated class by a profile, by settings, and by the environment, which wins [A07, A50, A51]", async () => {
    const profiles = { PREFECT_HOME: join(project.path, "home") };
    const runs = async (options: object, env: Readonly<Record<string, string>>): Promise<[Ended, number]> => {
      const before = (await runsOf(`${name}-runner`)).length;
      const ended = await program(["runner.mjs", JSON.stringify(options)], env).ended;
      expect(ended.stdout.trim()).toBe("processed my.yaml");
      return [ended, (await runsOf(`${name}-runner`)).length - before];
    };
    expect((await runs({}, profiles))[1]).toBe(0);
    expect((await runs({ prefect_profile: "lab" }, profiles))[1]).toBe(1);
    expect((await runs({ prefect_settings: { PREFECT_API_URL: apiUrl() } }, {}))[1]).toBe(1);
    const elsewhere = { prefect_settings: { PREFECT_API_URL: "http://127.0.0.1:9/api" } };
    const [ended, made] = await runs(elsewhere, { PREFECT_API_URL: apiUrl() });
    expect(made).toBe(1);
    expect(ended.stderr).toContain("the environment overrides prefect_settings: PREFECT_API_URL");
  });

  it("goes on when the server was away for 30 seconds, and loses and doubles nothing when connections break", async () => {
    const proxy = await startFaultyProxy(apiUrl());
    try {
      proxy.loseOneOf(10);
      const { ended } = program(["long.mjs"], { PREFECT_API_URL: proxy.url, PAUSE: "200" });
      const found = async (): Promise<Run | undefined> => (await runsOf(`${name}-long`))[0];
      while ((await found())?.state.type !== "RUNNING") await sleep(200);
      proxy.goAway(30_000);
      const { code, stdout } = await ended;
      expect([code, JSON.parse(stdout)]).toEqual([0, Array.from({ length: 40 }, (_, index) => index)]);
      expect(proxy.lost()).toBeGreaterThan(0);
      const run = await found();
      expect(run?.state.type).toBe("COMPLETED");
      const lines = (await logOf(run?.id ?? ""))
        .map(({ message }) => message)
        .filter((text) => text.startsWith("line"));
      expect(lines).toEqual(Array.from({ length: 40 }, (_, index) => `line ${String(index)}`));
      const { nodes } = await untilGraph(run?.id ?? "", 40);
      expect(nodes.map(([, parents]) => parents.length).sort()).toEqual([
        0,
        ...Array.from({ length: 39 }, () => 1),
      ]);
    } finally {
      await proxy.close();
    }
  });

  it("serves flows without a work pool, and pauses their deployments when it ends [A57]", async () => {
    const { ended, output, stop } = program(["serve.mjs"], { PREFECT_API_URL: apiUrl() });
    const deployment = z.object({ paused: z.boolean(), tags: z.array(z.string()), work_pool_name: z.null() });
    const path = `/deployments/name/${name}/served`;
    let known: z.output<typeof deployment> | undefined;
    while (known === undefined) {
      await sleep(300);
      known = await read("GET", path, deployment).catch(() => undefined);
    }
    expect(known).toMatchObject({ paused: false, tags: ["served"] });
    expect((await untilEnded(await startRun(`${name}/served`))).state.type).toBe("COMPLETED");
    // The run says its end before its process has ended.
    await expect.poll(output, { timeout: 120_000 }).toContain("ended with status code: 0");
    stop();
    expect((await ended).code).toBe(0);
    expect((await read("GET", path, deployment)).paused).toBe(true);
  });
});

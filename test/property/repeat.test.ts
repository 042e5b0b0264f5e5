import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const marker = "taken from memory\n";
const memory = z.object({
  reads: z.array(z.looseObject({ url: z.string() })),
  settled: z.looseObject({ written: z.array(z.object({ to: z.string(), text: z.string() })) }).optional(),
});
const ids = z.array(z.object({ id: z.string() }));
const found = z.array(
  z.object({ id: z.string(), name: z.string(), schedules: z.array(z.object({ id: z.string() })) }),
);

/*
 * A command that is repeated says what it said before without doing the work, as long as nothing has changed. That is
 * right only when every change is seen, so what is remembered is replaced by a marker that no run prints, and then each
 * kind of thing that a plan depends on is changed.
 */
describe("a command that is repeated", () => {
  const name = unique("repeat");
  const pool = `${name}-pool`;
  const cache = mkdtempSync(join(tmpdir(), "meta-prefect-test-cache-"));
  let proxy: RecordingProxy;
  let project: ProjectFolder;
  let env: Record<string, string>;

  const flow = (rows: string): string => `from prefect import flow
from defaults import LIMIT

@flow(name="${name}")
def load(rows: int = ${rows}, limit: int = LIMIT):
    """Loads."""
`;
  const yaml = (description: string): string => `name: ${name}
flows: "*.py"
deployments:
  ${name}:
    - name: nightly
      recipes:
        - work_pool: { name: ${pool} }
        - parameters: { rows: 10 }
        - tags: { tags: ["region=\${REGION:-eu}"] }
        - schedule: { cron: "0 2 * * *", timezone: Europe/Berlin }
        - description_resolver: { description: "${description}" }
`;
  beforeAll(async () => {
    proxy = await startRecordingProxy(apiUrl());
    project = await makeProject({
      "load.py": flow("1"),
      "defaults.py": "LIMIT = 5\n",
      "meta_prefect.yaml": yaml("old"),
    });
    env = { PREFECT_API_URL: proxy.url, META_PREFECT_CACHE: cache };
    expect((await raw("POST", "/work_pools/", { name: pool, type: "process" })).status).toBe(201);
  });
  afterAll(async () => {
    await project.remove();
    await proxy.close();
    rmSync(cache, { recursive: true, force: true });
  });

  const run = (command: string, more: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
    // Quietly: how much of a slow server is told depends on the machine.
    runCli([command, "-q"], { cwd: project.path, env: { ...env, ...more } });
  const memories = (): readonly string[] => {
    const folder = join(cache, "runs");
    return readdirSync(folder).map((file) => join(folder, file));
  };
  const settledOnes = (): readonly string[] =>
    memories().filter((file) => memory.parse(JSON.parse(readFileSync(file, "utf8"))).settled !== undefined);
  const deployed = async (): Promise<z.output<typeof found>[number]> => {
    const filter = { flows: { name: { any_: [name] } } };
    const [first] = (await read("POST", "/deployments/filter", found, filter)).filter(
      (one) => one.name === "nightly-dev" || one.name === "nightly",
    );
    if (first === undefined) throw new TypeError("nothing is deployed");
    return first;
  };

  /** Runs a command until it is remembered, which a Prefect that turned a question away puts off; answers where. */
  const remember = async (command: string): Promise<string> => {
    // Files that have just been written may change again within a grain of the clock: such a run is not kept.
    await sleep(2_100);
    for (let attempt = 0; attempt < 5; attempt++) {
      expect((await run(command)).code).toBe(0);
      const [file] = settledOnes();
      if (file !== undefined) return file;
    }
    throw new TypeError(`${command} is not remembered`);
  };

  /** Deploys, and replaces what the plan that follows has said. */
  const settle = async (): Promise<void> => {
    expect((await run("deploy")).code).toBe(0);
    for (let attempt = 0; attempt < 5; attempt++) {
      rmSync(join(cache, "runs"), { recursive: true, force: true });
      const file = await remember("plan");
      const { settled, ...kept } = memory.parse(JSON.parse(readFileSync(file, "utf8")));
      const marked = { ...settled, written: [{ to: "stdout", text: marker }] };
      writeFileSync(file, JSON.stringify({ ...kept, settled: marked }));
      if ((await run("plan")).stdout === marker) return;
    }
    throw new TypeError("what is remembered is never said");
  };

  it("asks Prefect the same at once, only reads, and says the same [N2]", async () => {
    expect((await run("deploy")).code).toBe(0);
    const file = await remember("deploy");
    proxy.clear();
    const again = await run("deploy");
    const { reads, settled } = memory.parse(JSON.parse(readFileSync(file, "utf8")));
    expect(again.stdout).toBe(settled?.written.map(({ text }) => text).join(""));
    expect(again.stdout).toContain("Nothing to deploy");
    expect(proxy.writes()).toEqual([]);
    const asked = new Set(proxy.reads().map(({ path }) => path));
    expect(asked).toEqual(new Set(reads.map(({ url }) => new URL(url).pathname)));
    expect(statSync(file).mode & 0o77).toBe(0);
  });

  const unseen: readonly (readonly [string, () => Promise<unknown>])[] = [
    ["a worker has asked for runs", () => raw("POST", `/work_pools/${pool}/get_scheduled_flow_runs`, {})],
    ["a stranger has deployed", () => raw("POST", "/flows/", { name: unique("stranger") })],
  ];
  it.each(unseen)("is known as before when %s", async (_, change) => {
    await settle();
    await change();
    expect((await run("plan")).stdout).toBe(marker);
  });

  const simple = (more = ""): string => `name: ${unique("never")}
flows: load.py
${more}
deployments:
  ${name}:
    - name: ${unique("other")}
      recipes: [{ work_pool: { name: ${pool} } }, { schedule: { rrule: "FREQ=DAILY" } }, ${more === "" ? "holidays" : "versioneer"}]
`;
  const never: readonly {
    readonly what: string;
    readonly files: Readonly<Record<string, string>>;
    readonly more?: Readonly<Record<string, string>>;
    /** How many requests are asked ahead. */
    readonly ahead: number;
  }[] = [
    { what: "goes by the time", files: { "meta_prefect.yaml": simple() }, ahead: 6 },
    {
      what: "runs code of the user's",
      files: { "meta_prefect.yaml": simple("modules: [more.ts]"), "more.ts": "export {};\n" },
      ahead: 6,
    },
    {
      what: "takes any certificate",
      files: { "meta_prefect.yaml": simple("modules: []") },
      more: { PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "true" },
      ahead: 0,
    },
    {
      what: "sends credentials",
      files: { "meta_prefect.yaml": simple("modules: []") },
      more: { PREFECT_API_KEY: "pnu_canary" },
      ahead: 0,
    },
  ];
  it.each(never)("is done anew each time when it $what", async ({ files, more, ahead }) => {
    const own = await makeProject({ "load.py": flow("1"), "defaults.py": "LIMIT = 5\n", ...files });
    rmSync(join(cache, "runs"), { recursive: true, force: true });
    await sleep(2_100);
    for (const command of ["deploy", "deploy", "deploy"]) {
      const { code, stdout } = await runCli([command, "-q"], { cwd: own.path, env: { ...env, ...more } });
      expect([code, stdout]).toEqual([0, expect.stringContaining("never")]);
    }
    const kept = memories().map((file) => memory.parse(JSON.parse(readFileSync(file, "utf8"))));
    expect(kept.map(({ reads, settled }) => [reads.length, settled])).toEqual([[ahead, undefined]]);
    expect(JSON.stringify(kept)).not.toContain("canary");
    await own.remove();
  });

  it("ends quietly when nobody reads what it says", async () => {
    await settle();
    const ended = await runCli(["plan", "-q"], { cwd: project.path, env, unread: true });
    expect(ended).toEqual({ code: 0, stdout: "", stderr: "" });
  });

  it.each([
    ["not what was kept", "[1]"],
    ["damaged", `{"reads": [], "settled": {"at": 1, "paths": [], "stamps": "", "written": [{}]}}`],
    ["cut", `{"reads": [`],
  ])("is done anew when its memory is %s", async (_, text) => {
    await settle();
    for (const file of memories()) writeFileSync(file, text);
    const { code, stdout } = await run("plan");
    expect([code, stdout]).toEqual([0, expect.stringContaining("unchanged")]);
  });

  it("is done where nothing can be kept", async () => {
    const { code, stderr } = await run("deploy", { META_PREFECT_CACHE: "/dev/null/cache" });
    expect([code, stderr]).toEqual([0, ""]);
  });

  interface Change {
    readonly what: string;
    readonly change?: () => Promise<unknown>;
    /** Variables of the run that follows. */
    readonly more?: Readonly<Record<string, string>>;
  }
  const changes: readonly Change[] = [
    {
      what: "the project's file says something else",
      change: () => project.write("meta_prefect.yaml", yaml("new")),
    },
    { what: "the flow's code is another one", change: () => project.write("load.py", flow("2")) },
    {
      what: "code of the same size was written and its time set back",
      change: async () => {
        const file = join(project.path, "load.py");
        const { atime, mtime } = statSync(file);
        await project.write("load.py", flow("3"));
        utimesSync(file, atime, mtime);
      },
    },
    {
      what: "a module that the flow imports is another one",
      change: () => project.write("defaults.py", "LIMIT = 6\n"),
    },
    { what: "a second flow of the name has come", change: () => project.write("second.py", flow("4")) },
    {
      what: "settings of Prefect have come",
      change: () => project.write(".env", "PREFECT_CLIENT_CUSTOM_HEADERS={}\n"),
    },
    { what: "a variable of the environment is another one", more: { REGION: "us" } },
    {
      what: "a field was edited in Prefect",
      change: async () => raw("PATCH", `/deployments/${(await deployed()).id}`, { description: "by hand" }),
    },
    {
      what: "a schedule was edited in Prefect, which leaves the deployment's time alone",
      change: async () => {
        const { id, schedules } = await deployed();
        const schedule = { cron: "0 3 * * *", timezone: "Europe/Berlin" };
        return raw("PATCH", `/deployments/${id}/schedules/${schedules[0]?.id ?? ""}`, { schedule });
      },
    },
    {
      what: "a deployment was deleted in Prefect",
      change: async () => raw("DELETE", `/deployments/${(await deployed()).id}`),
    },
    {
      what: "the ledger is gone",
      change: async () => {
        const tags = { all_: [`meta-prefect:${name}`] };
        const ledgers = await read("POST", "/variables/filter", ids, { variables: { tags } });
        expect(ledgers.length).toBeGreaterThan(0);
        for (const { id } of ledgers) await raw("DELETE", `/variables/${id}`);
      },
    },
    { what: "the pool is gone", change: () => raw("DELETE", `/work_pools/${pool}`) },
  ];
  it.each(changes)("is done anew when $what", async ({ change, more = {} }) => {
    await settle();
    await change?.();
    const again = await run("plan", more);
    expect(again.stdout).not.toBe(marker);
    // What was asked ahead is no other answer than one that was waited for.
    const anew = mkdtempSync(join(tmpdir(), "meta-prefect-test-cache-"));
    expect(again).toEqual(await run("plan", { ...more, META_PREFECT_CACHE: anew }));
    rmSync(anew, { recursive: true, force: true });
    rmSync(join(project.path, "second.py"), { force: true });
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { makeHome } from "../support/home.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("smoke");
const flow = `${project}-flow`;
const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const source = (body: string): string =>
  `from prefect import flow\n\n@flow(name="${flow}", log_prints=True)\ndef f():\n    ${body}\n`;
const home = makeHome();
let folder: ProjectFolder;
let proxy: RecordingProxy;
const cli = (input: readonly string[], signal?: AbortSignal): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: proxy.url },
    ...(signal !== undefined && { signal }),
  });

/** Answers a question at a terminal, as a person would. */
const typist = `
import os, pty, sys
seen = b""
def read(fd):
    global seen
    data = os.read(fd, 1024)
    before, seen = seen, seen + data
    if b"Type yes: " in seen and b"Type yes: " not in before:
        os.write(fd, sys.argv[1].encode() + b"\\n")
    return data
status = pty.spawn(sys.argv[2:], read)
sys.exit(os.waitstatus_to_exitcode(status))
`;
async function typed(answer: string, input: readonly string[]): Promise<CliResult> {
  const child = spawn(python(), ["-c", typist, answer, process.execPath, main, ...input], {
    cwd: folder.path,
    env: { ...home.env, PREFECT_API_URL: apiUrl(), TERM: "dumb", NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, stdout, stderr: "" };
}

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "flow.py": source('print("it runs")'),
    "meta_prefect.yaml": `name: ${project}\ndeployments:\n  ${flow}:\n    - name: main\n      recipes: [path_resolver, local_run_provisioner]\n`,
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});

const runs = async (): Promise<readonly string[]> => {
  const shape = z.array(z.looseObject({ state_type: z.string() }));
  const filter = { flows: { name: { any_: [flow] } } };
  return (await read("POST", "/flow_runs/filter", shape, filter)).map(({ state_type: type }) => type);
};

describe("deploy --wait --smoke-run", () => {
  it("waits for a worker, runs one flow run to its end, and fails when that fails [N32]", async () => {
    const good = await cli(["deploy", "--wait", "--smoke-run", `${flow}/main`]);
    expect([good.code, good.stderr.includes("nobody-picks-up")]).toEqual([0, false]);
    expect(good.stdout).toContain("Completed");
    expect(await runs()).toEqual(["COMPLETED"]);

    await folder.write("flow.py", source('raise ValueError("on purpose")'));
    const bad = await cli(["deploy", "--smoke-run", `${flow}/main`, "--json"]);
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout)).toMatchObject({
      error: { code: "flow-run-failed" },
      smokeRun: { state: { type: "FAILED" } },
    });
    expect((await runs()).toSorted()).toEqual(["COMPLETED", "FAILED"]);
  }, 600_000);
});

describe("status --watch", () => {
  it("prints one line of JSON whenever something is another than before, until Ctrl-C [N32]", async () => {
    const looks = (): number => proxy.requests.filter(({ path }) => path.endsWith("/admin/version")).length;
    const stop = new AbortController();
    proxy.clear();
    const watching = cli(["status", "--watch", "--json"], stop.signal);
    await expect.poll(looks, { timeout: 120_000 }).toBeGreaterThan(1);
    const { id } = await read("GET", `/deployments/name/${flow}/main`, z.looseObject({ id: z.string() }));
    await raw("PATCH", `/deployments/${id}`, { paused: true });
    const seen = looks();
    await expect.poll(looks, { timeout: 120_000 }).toBeGreaterThan(seen + 1);
    stop.abort();
    const { stdout, stderr } = await watching;
    expect(stderr).not.toContain("error");
    const shape = z.looseObject({
      version: z.literal(1),
      deployments: z.array(z.looseObject({ paused: z.boolean() })),
    });
    const paused = stdout
      .trim()
      .split("\n")
      .flatMap((line) => shape.parse(JSON.parse(line)).deployments.map((one) => one.paused));
    expect([paused[0], paused.at(-1)]).toEqual([false, true]);
    await raw("PATCH", `/deployments/${id}`, { paused: false });
  }, 300_000);
});

describe("watch", () => {
  it("plans again when a file is saved, and writes nothing to Prefect [N42]", async () => {
    proxy.clear();
    const child = spawn(process.execPath, [main, "watch"], {
      cwd: folder.path,
      env: { ...home.env, PREFECT_API_URL: proxy.url },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const closed = once(child, "close");
    let shown = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (shown += text));
    try {
      await expect.poll(() => shown, { timeout: 120_000 }).toContain("unchanged");
      const file = await readFile(join(folder.path, "meta_prefect.yaml"), "utf8");
      await folder.write(
        "meta_prefect.yaml",
        file.replace("[path_resolver", "[{ tags: { tags: [a] } }, path_resolver"),
      );
      await expect
        .poll(() => shown, { timeout: 120_000 })
        .toMatch(/-- meta_prefect\.yaml saved\n[^]*1 to change/);
    } finally {
      child.kill("SIGINT");
    }
    expect(await closed).toEqual([130, null]);
    expect(proxy.writes()).toEqual([]);
  }, 300_000);
});

describe("destroy", () => {
  const there = async (): Promise<number> => (await raw("GET", `/deployments/name/${flow}/main`)).status;

  it("lists what it would delete where nobody can be asked, whatever stdin has, and deletes nothing [N34, N36]", async () => {
    const env = { PREFECT_API_URL: proxy.url };
    const { code, stderr } = await runCli(["destroy"], { cwd: folder.path, env, stdin: "yes\n" });
    expect(code).toBe(1);
    expect(stderr).toContain(`deployment   ${flow}/main`);
    expect(stderr).toContain("not-confirmed");
    expect(await there()).toBe(200);
  });

  it("asks at a terminal, and deletes only after a yes [N36]", async () => {
    const no = await typed("no", ["destroy"]);
    expect(no.stdout).toContain(`${flow}/main`);
    expect(no.stdout).toContain("not-confirmed");
    expect([no.code, await there()]).toEqual([1, 200]);
    const yes = await typed("yes", ["destroy"]);
    expect([yes.code, await there()]).toEqual([0, 404]);
  }, 300_000);
});

import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { compareBodies } from "../../src/actions/prefect-yaml/compare-bodies.ts";
import { deploy, doctor, importPrefectFile, plan, render } from "../../src/index.ts";
import type { DeployOptions, ImportResult, RenderResult } from "../../src/index.ts";
import type { Json, JsonObject } from "../../src/interfaces/json.ts";
import { actionOptions } from "../support/actions.ts";
import { makeHome } from "../support/home.ts";
import { python, raw, read, startServer } from "../support/prefect.ts";
import {
  clonedFile,
  deployEnvironment,
  flowFiles,
  plainFile,
  variables,
} from "../support/prefect-yaml-cases.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import type { TestServer } from "../support/server.ts";

const body = z.looseObject({ name: z.string(), description: z.string().nullable() });
const home = makeHome();
let server: TestServer;
let proxy: RecordingProxy;

interface Case {
  readonly folder: ProjectFolder;
  readonly imported: ImportResult;
  readonly rendered: RenderResult;
  /** What `prefect deploy` sent for each deployment. */
  readonly written: readonly z.output<typeof body>[];
}
const cases: Case[] = [];

const options = (folder: ProjectFolder, more: Partial<DeployOptions> = {}): DeployOptions =>
  actionOptions(folder.path, { ...more, env: { ...deployEnvironment, PREFECT_API_URL: proxy.url } });

/** `prefect deploy --all` of a folder, as a person runs it. */
async function prefectDeploy(folder: ProjectFolder): Promise<void> {
  const child = spawn(python(), ["-m", "prefect", "--no-prompt", "deploy", "--all"], {
    cwd: folder.path,
    env: { ...home.env, ...deployEnvironment, PREFECT_API_URL: proxy.url },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.on("data", (text: Buffer) => (said += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new TypeError(`prefect deploy: ${said}`);
}

beforeAll(async () => {
  server = await startServer();
  proxy = await startRecordingProxy(server.url);
  const pools = { "local-pool": "process", "docker-pool": "docker" };
  for (const [name, type] of Object.entries(pools))
    await raw("POST", "/work_pools/", { name, type }, server.url);
  for (const [name, value] of Object.entries(variables)) {
    await raw("POST", "/variables/", { name, value: value as Json }, server.url);
  }
  for (const file of [plainFile, clonedFile]) {
    const folder = await makeProject({ ...flowFiles, "prefect.yaml": file });
    proxy.clear();
    await prefectDeploy(folder);
    const written = proxy.requests
      .filter(({ method, path }) => method === "POST" && path.endsWith("/deployments/"))
      .map((request) => body.parse(request.body));
    const imported = await importPrefectFile({ ...options(folder), file: "prefect.yaml" });
    const rendered = await render({ ...options(folder), resolve: false });
    cases.push({ folder, imported, rendered, written });
  }
});
afterAll(async () => {
  for (const { folder } of cases) await folder.remove();
  await proxy.close();
  await server.stop();
});

/** What is different of a deployment, where it is not one of the differences that the command itself names. */
function differences(written: z.output<typeof body>, ours: JsonObject): unknown {
  const { version, description, ...rest } = written as JsonObject;
  const prefect = {
    ...rest,
    ...(ours["version"] !== undefined && { version }),
    // The word that Python makes of a description that is not there.
    description: description === "None" ? null : (description ?? null),
  };
  return compareBodies(prefect, ours);
}

describe("a prefect.yaml", () => {
  it("becomes a project file that makes, field by field, the bodies that `prefect deploy` sent [N17, N45]", () => {
    const found = cases.flatMap(({ written, rendered }) =>
      written.map((one) => {
        const ours = rendered.deployments.find(({ name }) => name === one.name);
        return [one.name, ours === undefined ? "missing" : differences(one, ours.body)] as const;
      }),
    );
    expect(found.length).toBeGreaterThanOrEqual(50);
    expect(found.filter(([, difference]) => !Array.isArray(difference) || difference.length > 0)).toEqual([]);
  });

  it("is proven by the command itself, which names what it means to do otherwise", () => {
    for (const { imported, written } of cases) {
      // One that a locked SQLite turned away was sent again.
      const count = new Set(written.map(({ name }) => name)).size;
      expect(imported.proof).toMatchObject({
        compared: count,
        equal: count,
        differences: [],
      });
    }
    const [plain] = cases;
    const left = (key: string): unknown =>
      expect.stringContaining(`${key} of keys-that-prefect-does-not-read is left out`);
    expect(plain?.imported.notes).toEqual([
      left("job_variables"),
      left("is_schedule_active"),
      left("work_pool.type"),
      expect.stringMatching(/^deployments\.48 has no name and is left out/),
    ]);
    const known = plain?.imported.proof?.known.map((sentence) => sentence.split(":")[0]);
    expect(known).toEqual(expect.arrayContaining(["version", "description", "schedules"]));
    expect(plain?.imported.proof?.known.join("\n")).toContain("shell-step.stdout is SHELL_STEP_STDOUT");
  });

  it("keeps templates of the environment, and says once what all deployments share [N21]", async () => {
    const [plain = "", cloned = ""] = await Promise.all(
      cases.map(({ folder }) => readFile(join(folder.path, "meta_prefect.yaml"), "utf8")),
    );
    expect(plain).toContain("IMAGE: ${REGISTRY:-}/etl:${BRANCH:-}");
    expect(plain).toContain("Loads $${ORDERS}.");
    expect(cloned.match(/git_clone/g)).toHaveLength(1);
  });
});

describe("what `prefect deploy` made", () => {
  const shape = z.looseObject({ id: z.string(), schedules: z.array(z.looseObject({ id: z.string() })) });
  const look = (name: string): Promise<z.output<typeof shape>> =>
    read("GET", `/deployments/name/${name}`, shape, undefined, server.url);

  it("is adopted with nothing to change, keeps what people switched, and then the plan is empty [N17]", async () => {
    const [, cloned] = cases;
    const [plain] = cases;
    if (plain === undefined || cloned === undefined) throw new TypeError("no cases");
    const cron = await look("etl/cron");
    await raw("PATCH", `/deployments/${cron.id}`, { paused: true }, server.url);
    const [schedule] = cron.schedules;
    await raw(
      "PATCH",
      `/deployments/${cron.id}/schedules/${schedule?.id ?? ""}`,
      { active: false },
      server.url,
    );
    for (const { folder } of cases) {
      const planned = await plan(options(folder, { adopt: true }));
      expect(planned.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const other = planned.plan.changes.filter(({ action, kind }) => action !== "adopt" && kind !== "flow");
      expect(other).toEqual([]);
      const fields = planned.plan.changes
        .filter(({ kind }) => kind === "deployment")
        .flatMap((change) => change.fields)
        .filter(({ path, have }) => !(path === "description" && have === "None"));
      expect(new Set(fields.map(({ path }) => path.replace(/\..*/, "")))).toEqual(new Set(["labels"]));
    }
    const { outcomes } = await deploy(options(plain.folder, { adopt: true }));
    expect(outcomes.filter(({ status }) => status !== "done")).toEqual([]);
    expect(await look("etl/cron")).toMatchObject({ paused: true, schedules: [{ active: false }] });
    expect(await look("etl/parametrised")).toMatchObject({ parameters: { day: "monday", n: 4 } });
    expect((await plan(options(plain.folder))).plan.changes).toEqual([]);
  });

  it("is looked at by doctor: who takes the runs, and whether schedules become runs", async () => {
    const [plain] = cases;
    if (plain === undefined) throw new TypeError("no cases");
    const found = async (): Promise<Readonly<Record<string, string>>> => {
      const { findings } = await doctor(options(plain.folder));
      return Object.fromEntries(findings.map(({ check, state, message }) => [check, `${state}: ${message}`]));
    };
    // The server's scheduler comes by every few seconds, later where the machine is busy.
    await expect.poll(found, { timeout: 90_000, interval: 1_000 }).toMatchObject({
      api: expect.stringMatching(/^ok/) as string,
      workers: expect.stringMatching(/^warning/) as string,
      schedules: expect.stringMatching(/^ok: .* of \d+ deployments are turned/) as string,
      database: expect.stringMatching(/^ok/) as string,
    });
  });
});

import { writeFileSync } from "node:fs";
import { afterEach, beforeAll, afterAll, describe, expect, it, onTestFinished } from "vitest";
import { runCli, type CliResult } from "../support/cli.ts";
import { manyDeployments } from "../support/many-deployments.ts";
import { apiUrl } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { reconcile } from "../support/reconcile.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const flows = `from prefect import flow


@flow
def etl():
    pass
`;
const sound = "deployments: { etl: [{ name: main, recipe: tags, variables: { tags: [x] } }] }\n";
const broken = "deployments: { etl: [{ name: main, recipe: tagz }] }\n";

describe("asking Prefect while the files are read", () => {
  let proxy: RecordingProxy;
  beforeAll(async () => {
    proxy = await startRecordingProxy(apiUrl());
  });
  afterEach(() => {
    proxy.intercept = undefined;
    proxy.clear();
  });
  afterAll(() => proxy.close());

  async function makeScratch(): Promise<ProjectFolder> {
    const folder = await makeProject();
    onTestFinished(folder.remove);
    return folder;
  }
  async function folderOf(deployments: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
    const file = `name: ${unique("ahead")}\n${deployments}`;
    const folder = await makeProject({ "flows.py": flows, "meta_prefect.yaml": file, ...more });
    onTestFinished(folder.remove);
    return folder.path;
  }
  async function run(
    command: string,
    deployments: string,
    more: Readonly<Record<string, string>> = {},
    url = proxy.url,
  ): Promise<CliResult> {
    return runCli([command], { cwd: await folderOf(deployments, more), env: { PREFECT_API_URL: url } });
  }

  it("begins before the files are read to their end, and only reads", async () => {
    // The module is read to its end when Prefect has been asked, or a minute later.
    const asked = `${(await makeScratch()).path}/asked`;
    const waiting = `import { existsSync } from "node:fs";
for (let look = 0; look < 600 && !existsSync(${JSON.stringify(asked)}); look++)
  await new Promise((resolve) => setTimeout(resolve, 100));
if (!existsSync(${JSON.stringify(asked)})) throw new TypeError("nobody asked");
`;
    proxy.intercept = ({ path }) => {
      if (path === "/api/deployments/filter") writeFileSync(asked, "");
      return undefined;
    };
    const { code, stderr } = await run("deploy", `modules: [slow.ts]\n${broken}`, {
      "slow.ts": waiting,
    });
    expect(code).toBe(1);
    expect(stderr).toContain("unknown-recipe");
    expect(stderr).not.toContain("nobody asked");
    expect(proxy.writes()).toEqual([]);
  });

  it("makes nobody wait for a server that never answers when the files are wrong", async () => {
    proxy.intercept = () => ({ silent: "before" });
    const { code, stderr } = await run("deploy", broken);
    expect(code).toBe(1);
    expect(stderr).toContain("unknown-recipe");
    expect(stderr).not.toContain("stopped");
  });

  it("says what is wrong with the files and not that the server is away or is no Prefect", async () => {
    proxy.intercept = () => ({ status: 200, headers: { "content-type": "text/html" }, body: "<html>" });
    for (const url of ["http://127.0.0.1:9/api", "no-address", proxy.url]) {
      const { code, stderr } = await run("plan", broken, {}, url);
      expect(code).toBe(1);
      expect(stderr.match(/^error|^.*unknown-recipe$/gm)).toHaveLength(1);
    }
  });

  it.each(["validate", "render"])("is nothing that %s does", async (command) => {
    expect((await run(command, sound)).code).toBe(0);
    expect(proxy.requests).toEqual([]);
  });

  it("asks for nothing twice: an unchanged deploy reads each list once", async () => {
    const where = { cwd: await folderOf(sound), env: { PREFECT_API_URL: proxy.url } };
    expect((await runCli(["deploy"], where)).code).toBe(0);
    proxy.clear();
    const { code, stdout } = await runCli(["deploy"], where);
    expect(code).toBe(0);
    expect(stdout).toContain("Nothing to deploy");
    const asked = proxy.requests.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("costs one write for each of 225 deployments at first, then two requests for 200 of them, and no write [N8]", async () => {
    const project = unique("ahead");
    const declared = manyDeployments(project, 45).flatMap((one) =>
      ["a", "b", "c", "d", "e"].map((name) => ({ ...one, name, fields: {} })),
    );
    expect(declared).toHaveLength(225);
    await reconcile(proxy.url, project, declared);
    const written = (path: string): number => proxy.writes().filter((one) => one.path.endsWith(path)).length;
    expect([written("/deployments/"), written("/flows/")]).toEqual([225, 45]);
    // The lease shows every few seconds that its holder lives: how often depends on the machine.
    const others = proxy.writes().filter(({ path }) => !path.includes("/variables/"));
    expect(others.length - 225 - 45).toBeLessThanOrEqual(4);
    const pages = Math.ceil(declared.length / 200);
    expect(proxy.reads().length).toBeLessThanOrEqual(2 * pages + 12);

    proxy.clear();
    await reconcile(proxy.url, project, declared);
    expect(proxy.writes()).toEqual([]);
    expect(proxy.requests.length).toBeLessThanOrEqual(2 * pages + 12);
    const ofDeployments = proxy.requests.filter(({ path }) => path.endsWith("/deployments/filter"));
    expect(ofDeployments).toHaveLength(pages);
  });
});

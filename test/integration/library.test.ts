import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import {
  applyFile,
  createPrefectApi,
  deploy,
  destroy,
  plan,
  validate,
  type Change,
  type DeployOptions,
  type PrefectApi,
} from "../../src/index.ts";
import { makeHome } from "../support/home.ts";
import { automationsNamed } from "../support/kinds/automation.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

/*
 * What a program does that has meta-prefect as a library: only what the package exports, and no command line. That the
 * command line has no logic of its own needs no test here: the import directions (.dependency-cruiser.cjs) let the room
 * `cli` import nothing of the project but this same index.
 */

const project = unique("library");
const [load, report] = [`${project}-load`, `${project}-report`];
const source = (name: string): string =>
  `from prefect import flow\n\n\n@flow(name="${name}")\ndef main(day: str = "today"): ...\n`;
const code = `import { compose, envSplitNamer, flow, tags, triggeredBy } from "meta-prefect";

const standard = compose(tags({ tags: ["team=data"] }), envSplitNamer({ name: "main" }));
export const load = triggeredBy({ event: "${project}.start", name: "${project} starts" })(
  standard(flow("flows/load.py:main")),
);
export const report = triggeredBy({ deployment: "${load}/main-dev", name: "${project} goes on" })(
  standard(flow("flows/report.py:main")),
);
`;

let folder: ProjectFolder;
let options: DeployOptions;
const home = makeHome();
beforeAll(async () => {
  folder = await makeProject({
    "meta_prefect.yaml": `name: ${project}\nmodules: [deployments.ts]\n`,
    "deployments.ts": code,
    "flows/load.py": source(load),
    "flows/report.py": source(report),
  });
  const env = { ...home.env, PREFECT_API_URL: apiUrl() };
  options = { directory: folder.path, env };
});
afterAll(() => folder.remove());

const found = z.looseObject({ id: z.string(), tags: z.array(z.string()) });
const statusOf = async (flow: string): Promise<number> =>
  (await raw("GET", `/deployments/name/${flow}/main-dev`)).status;
const automations = async (): Promise<readonly number[]> => [
  (await automationsNamed(`${project} starts`)).length,
  (await automationsNamed(`${project} goes on`)).length,
];
const lines = (changes: readonly Change[]): readonly string[] =>
  changes.map(({ action, kind, name }) => `${action} ${kind} ${name}`).sort();

describe("a program that imports the package", () => {
  it("validates without a server, and plans without a write, what is declared in code [N33]", async () => {
    const nowhere = { ...options, env: { ...options.env, PREFECT_API_URL: "http://127.0.0.1:1/api" } };
    const { deployments, diagnostics } = await validate(nowhere);
    expect(diagnostics).toEqual([]);
    expect(deployments.map(({ flow, name }) => `${flow}/${name}`).sort()).toEqual([
      `${load}/main-dev`,
      `${report}/main-dev`,
    ]);
    const planned = await plan(options);
    expect(planned.diagnostics).toEqual([]);
    expect(lines(planned.plan.changes)).toEqual([
      `create automation ${project} goes on`,
      `create automation ${project} starts`,
      `create deployment ${load}/main-dev`,
      `create deployment ${report}/main-dev`,
      `create flow ${load}`,
      `create flow ${report}`,
    ]);
    expect([await statusOf(load), await statusOf(report)]).toEqual([404, 404]);
    expect(await automations()).toEqual([0, 0]);
  });

  it("deploys one deployment with the automation that is about it alone, then all [N33, N24]", async () => {
    const one = await deploy({ ...options, selectors: [load] });
    expect(one.outcomes.map(({ status }) => status)).toEqual(["done", "done", "done"]);
    expect([await statusOf(load), await statusOf(report)]).toEqual([200, 404]);
    expect(await automations()).toEqual([1, 0]);
    const all = await deploy(options);
    expect(all.outcomes.map(({ status }) => status)).toEqual(["done", "done", "done"]);
    expect([await statusOf(load), await statusOf(report)]).toEqual([200, 200]);
    expect(await automations()).toEqual([1, 1]);
    expect((await deploy(options)).outcomes).toEqual([]);
  });

  it("reads and writes with the typed client, and applies a plan that it has kept in a file [N33]", async () => {
    const api: PrefectApi = createPrefectApi({ url: apiUrl() });
    const there = await read("GET", `/deployments/name/${load}/main-dev`, found);
    const seen = await api.deployments.byName(load, "main-dev");
    expect({ id: seen?.id, tags: seen?.tags }).toEqual({ id: there.id, tags: there.tags });
    expect(there.tags).toContain("team=data");
    expect(await api.deployments.byName(load, "other")).toBeUndefined();
    await api.deployments.patch(there.id, { tags: ["by hand"] });
    expect(await read("GET", `/deployments/${there.id}`, found)).toMatchObject({ tags: ["by hand"] });

    const file = join(folder.path, "kept.plan");
    const kept = await plan({ ...options, out: file });
    expect(lines(kept.plan.changes)).toEqual([`update deployment ${load}/main-dev`]);
    const applied = await applyFile({ ...options, file });
    expect(applied.outcomes.map(({ status }) => status)).toEqual(["done"]);
    expect((await read("GET", `/deployments/${there.id}`, found)).tags).toEqual(there.tags);
  });

  it("destroys all of it once its own question is answered with yes [N33]", async () => {
    const refusal = destroy({ ...options, confirm: () => Promise.resolve(false) });
    await expect(refusal).rejects.toMatchObject({ code: "not-confirmed" });
    expect(await statusOf(load)).toBe(200);
    const { outcomes } = await destroy({ ...options, confirm: () => Promise.resolve(true) });
    expect(outcomes.filter(({ status }) => status !== "done")).toEqual([]);
    expect([await statusOf(load), await statusOf(report)]).toEqual([404, 404]);
    expect(await automations()).toEqual([0, 0]);
    // Its runs are not ours to delete, so the flow stays, without our mark.
    expect(await read("GET", `/flows/name/${load}`, found)).toMatchObject({ tags: [] });
  });
});

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { applyFile, deploy, destroy, drift, plan } from "../../src/index.ts";
import type { DeployOptions } from "../../src/index.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { pauseDeployments } from "../support/pause-deployments.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { readAll } from "../support/read-all.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
let folder: ProjectFolder;
let project: string;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(() => proxy.close());
beforeEach(async () => {
  project = unique();
  folder = await makeProject({
    "flow.py": `from prefect import flow\n@flow(name="${project}-f")\ndef f(day: str = "today"): ...\n`,
  });
});
afterEach(() => Promise.all([folder.remove(), pauseDeployments(`${project}-f`)]));

const options = (more: Partial<DeployOptions> = {}): DeployOptions =>
  actionOptions(folder.path, { ...more, env: { PREFECT_API_URL: proxy.url, ...more.env } });
const yes = (): Promise<boolean> => Promise.resolve(true);
const anything = z.looseObject({ id: z.string() });
const status = async (path: string): Promise<number> => (await raw("GET", path)).status;
const at = (name: string): string => `/deployments/name/${project}-f/${name}`;
const many = (count: number): string =>
  Array.from({ length: count }, (_, index) => `    - name: d${index.toString()}\n`).join("");
const declare = (entries: string, head = ""): Promise<void> =>
  folder.write("meta_prefect.yaml", `name: ${project}\n${head}deployments:\n  ${project}-f:\n${entries}`);
const everySchedule = `    - name: main
      recipes:
        - work_pool: { type: process, queue: fast }
        - schedule: { cron: "* * * * *" }
        - concurrency_limiter: { limit: 2 }
`;

/** All of a kind that names the project, out of band. */
async function naming(kind: string): Promise<readonly z.output<typeof anything>[]> {
  const ofFlow = ["deployments", "flows", "flow_runs"].includes(kind);
  const filter = ofFlow ? { flows: { name: { any_: [`${project}-f`] } } } : {};
  const found = await readAll(`/${kind}/filter`, anything, filter);
  return found.filter((one) => JSON.stringify(one).includes(project));
}

/** Everything on the server that names the project: kinds and ids. */
async function traces(): Promise<readonly string[]> {
  const kinds = [
    "deployments",
    "work_pools",
    "variables",
    "automations",
    "v2/concurrency_limits",
    "flow_runs",
  ];
  const found = kinds.map(async (kind) => (await naming(kind)).map(({ id }) => `${kind} ${id}`));
  return (await Promise.all(found)).flat();
}

describe("pruning", () => {
  it("is asked for by `prune: true` in the file too, and touches no unowned twin [N3]", async () => {
    await declare(many(2));
    await deployed(folder.path);
    const flow = await read("GET", `/flows/name/${project}-f`, anything);
    await raw("POST", "/deployments/", { name: "theirs", flow_id: flow.id });
    await declare(many(1), "prune: true\n");
    const planned = await plan(options());
    expect(planned.plan.changes.map(({ action, name }) => [action, name])).toEqual([
      ["delete", `${project}-f/d1`],
    ]);
    await deployed(folder.path);
    expect(await Promise.all([at("d0"), at("d1"), at("theirs")].map(status))).toEqual([200, 404, 200]);
  });

  it("of more than a fifth and more than ten needs a word; the plan says so, and nothing is written [N3]", async () => {
    await declare(many(14));
    await deployed(folder.path);
    await declare(many(2));
    const planned = await plan(options({ prune: true }));
    expect(planned.plan.changes).toHaveLength(12);
    expect(planned.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["mass-delete", "warning"],
    ]);
    proxy.clear();
    await expect(deploy(options({ prune: true }))).rejects.toThrow("12 of 14 things");
    await expect(deploy(options({ prune: true, maxDeletes: 11 }))).rejects.toThrow("more than 11");
    expect(proxy.writes()).toEqual([]);
    await deployed(folder.path, { prune: true, maxDeletes: 12 });
    expect(await Promise.all([at("d1"), at("d2")].map(status))).toEqual([200, 404]);
  });

  it("of everything, because nothing is declared any more, needs a word [N3]", async () => {
    await declare(many(1));
    await deployed(folder.path);
    await folder.write("meta_prefect.yaml", `name: ${project}\ndeployments: {}\n`);
    await expect(deploy(options({ prune: true }))).rejects.toThrow("nothing is declared");
    expect(await status(at("d0"))).toBe(200);
    await deployed(folder.path, { prune: true, maxDeletes: 1 });
    expect(await status(at("d0"))).toBe(404);
  });

  it("leaves what was protected, also when only that was said before it went [N18]", async () => {
    await declare(many(2));
    await deployed(folder.path);
    await declare(`${many(1)}    - { name: d1, protect: true }\n`);
    expect((await deployed(folder.path)).outcomes).toEqual([]);
    await declare(many(1));
    const pruned = await deployed(folder.path, { prune: true });
    expect(pruned.outcomes).toEqual([]);
    expect(pruned.plan.orphans).toMatchObject([{ name: `${project}-f/d1`, protected: true }]);
    const destroyed = await destroy({ ...options(), confirm: yes });
    expect(destroyed.notes).toEqual([`deployment ${project}-f/d1 is protected and stays`]);
    expect(await Promise.all([at("d0"), at("d1")].map(status))).toEqual([404, 200]);
  });
});

describe("destroying", () => {
  it("leaves nothing behind, touches nobody else's, and does nothing the second time [N36]", async () => {
    await declare(everySchedule);
    await deployed(folder.path);
    const { id, flow_id } = await read(
      "GET",
      at("main"),
      z.looseObject({ id: z.string(), flow_id: z.string() }),
    );
    const made = z
      .object({ id: z.string() })
      .parse((await raw("POST", `/deployments/${id}/create_flow_run`, {})).body);
    await raw("POST", "/deployments/", { name: "theirs", flow_id });
    const before = await traces();
    expect(before).toContain(`flow_runs ${made.id}`);
    let asked = 0;
    const destroyed = await destroy({
      ...options(),
      confirm: (planned) => Promise.resolve(asked++ === 0 && planned.plan.changes.length === 3),
    });
    expect(destroyed.outcomes.map(({ change }) => change.kind)).toEqual([
      "deployment",
      "work-queue",
      "work-pool",
    ]);
    expect(await status(`/flow_runs/${made.id}`)).toBe(404);
    expect(await status(at("theirs"))).toBe(200);
    await raw("DELETE", `/deployments/${(await read("GET", at("theirs"), anything)).id}`);
    // Prefect's scheduler may be about to make more runs when the deployment goes: those that were there count.
    const after = await traces();
    expect(after.filter((one) => before.includes(one) || !one.startsWith("flow_runs "))).toEqual([]);
    expect(
      (await read("GET", `/flows/name/${project}-f`, z.object({ tags: z.array(z.string()) }))).tags,
    ).toEqual([]);
    proxy.clear();
    const second = await destroy({ ...options(), confirm: () => Promise.reject(new TypeError("asked")) });
    expect(second.outcomes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
  });

  it("of one environment leaves the other, and nothing happens unless it is confirmed [N36]", async () => {
    await declare(`    - name: "main-\${env}"\n`);
    await deployed(folder.path, { environment: "dev" });
    await deployed(folder.path, { environment: "pr-1" });
    proxy.clear();
    const no = destroy({ ...options({ environment: "pr-1" }), confirm: () => Promise.resolve(false) });
    await expect(no).rejects.toMatchObject({ code: "not-confirmed" });
    expect(proxy.writes()).toEqual([]);
    await destroy({ ...options({ environment: "pr-1" }), confirm: yes });
    expect(await Promise.all([at("main-pr-1"), at("main-dev")].map(status))).toEqual([404, 200]);
    expect((await plan(options({ environment: "dev" }))).plan.changes).toEqual([]);
  });

  it("works when a deployment of the file is broken, and finishes what was cut off", async () => {
    await declare(many(2));
    await deployed(folder.path);
    await declare(`    - recipe: no_such_recipe\n`);
    proxy.intercept = ({ method, path }) =>
      method === "DELETE" && path.includes("/deployments/") ? { status: 422, body: "{}" } : undefined;
    const first = await destroy({ ...options(), confirm: yes });
    expect(first.outcomes.map((outcome) => outcome.status)).toEqual(["failed", "failed"]);
    proxy.intercept = undefined;
    await destroy({ ...options(), confirm: yes });
    expect(await traces()).toEqual([]);
  });
});

describe("drift", () => {
  it("is what somebody changed in Prefect, with both values, and reading it writes nothing [N16]", async () => {
    await declare(
      `    - { name: main, recipes: [{ tags: { tags: [a] } }, { schedule: { cron: "0 2 * * *" } }] }\n    - name: gone\n`,
    );
    await deployed(folder.path);
    expect((await drift(options())).drifted).toEqual([]);
    const { id, schedules } = await read(
      "GET",
      at("main"),
      z.looseObject({ id: z.string(), schedules: z.array(anything) }),
    );
    await raw("PATCH", `/deployments/${id}`, { tags: ["b"] });
    await raw("PATCH", `/deployments/${id}/schedules/${schedules[0]?.id ?? ""}`, {
      schedule: { cron: "0 4 * * *" },
    });
    await raw("DELETE", `/deployments/${(await read("GET", at("gone"), anything)).id}`);
    proxy.clear();
    const { drifted } = await drift(options());
    expect(drifted).toMatchObject([
      {
        name: `${project}-f/main`,
        state: "changed",
        fields: [
          { path: "tags", want: ["a"], have: ["b"] },
          { path: "schedules.schedule.cron", want: "0 2 * * *", have: "0 4 * * *" },
        ],
      },
      { name: `${project}-f/gone`, state: "gone" },
    ]);
    expect(proxy.writes()).toEqual([]);
  });

  it("is not what was only changed here [N16]", async () => {
    await declare(`    - { name: main, recipes: [{ tags: { tags: [a] } }] }\n`);
    await deployed(folder.path);
    const { id } = await read("GET", at("main"), anything);
    await raw("PATCH", `/deployments/${id}`, { description: "theirs" });
    await declare(
      `    - { name: main, recipes: [{ tags: { tags: [c] } }, { description_resolver: {} }] }\n    - name: new\n`,
    );
    const found = await drift(options());
    expect(found.drifted.flatMap(({ fields }) => fields.map(({ path }) => path))).toEqual(["description"]);
    expect(found.edited).toEqual([{ kind: "deployment", name: `${project}-f/main` }]);
  });
});

describe("a plan in a file", () => {
  it("is applied as it was reviewed, once [N16]", async () => {
    await declare(everySchedule);
    const file = join(folder.path, "plan.json");
    const planned = await plan(options({ out: file }));
    const applied = await applyFile({ ...options(), file });
    expect(applied.outcomes.map(({ change, status: ended }) => [change.action, change.kind, ended])).toEqual(
      planned.plan.changes.map(({ action, kind }) => [action, kind, "done"]),
    );
    expect((await plan(options())).plan.changes).toEqual([]);
    await expect(applyFile({ ...options(), file })).rejects.toMatchObject({ code: "plan-outdated" });
  });

  it("is refused when Prefect moved since, naming what, and then nothing is written [N16]", async () => {
    await declare(many(2));
    await deployed(folder.path);
    await declare(many(3));
    const file = join(folder.path, "plan.json");
    await plan(options({ out: file }));
    const { id } = await read("GET", at("d1"), anything);
    await raw("PATCH", `/deployments/${id}`, { description: "theirs" });
    proxy.clear();
    await expect(applyFile({ ...options(), file })).rejects.toThrow(`deployment ${project}-f/d1`);
    expect(proxy.writes()).toEqual([]);
    await folder.write("plan.json", (await readFile(file, "utf8")).replace('"version": 1', '"version": 9'));
    await expect(applyFile({ ...options(), file })).rejects.toMatchObject({ code: "bad-plan-file" });
  });

  it("leaves the server and this machine as they were: planning writes nothing else [N18]", async () => {
    await declare(everySchedule);
    await deployed(folder.path);
    await declare(many(1));
    const home = await mkdtemp(join(tmpdir(), "meta-prefect-test-plan-"));
    onTestFinished(() => rm(home, { recursive: true }));
    const hash = async (): Promise<string> => {
      const kinds = ["deployments", "flows", "work_pools", "variables", "automations"];
      const mine = JSON.stringify(await Promise.all(kinds.map(naming)));
      const files = await Promise.all(
        (await readdir(folder.path)).sort().map((name) => readFile(join(folder.path, name), "utf8")),
      );
      const kept = await readdir(home, { recursive: true });
      return createHash("sha256")
        .update(mine.replaceAll(/"(status|updated)":"[^"]*"/g, ""))
        .update(JSON.stringify([kept, files]))
        .digest("hex");
    };
    const env = { HOME: home, XDG_DATA_HOME: join(home, "data"), XDG_CACHE_HOME: join(home, "cache") };
    const before = await hash();
    proxy.clear();
    const planned = await plan(options({ prune: true, adopt: true, env }));
    expect(planned.plan.changes.length).toBeGreaterThan(1);
    expect(await hash()).toBe(before);
    expect(proxy.writes()).toEqual([]);
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deploy } from "../../src/actions/deploy.ts";
import { destroy } from "../../src/actions/destroy.ts";
import { gc } from "../../src/actions/gc.ts";
import { plan } from "../../src/actions/plan.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("envs");
const flow = `${project}-etl`;
const files = {
  "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef etl(): ...\n`,
  "meta_prefect.yaml": `name: ${project}
include: more/*.yaml
environments:
  dev: { schedules: { active: false } }
  prod: { variables: { tags: { tags: [live] } } }
defaults: { recipes: [{ tags: { tags: [all] } }] }
`,
  "more/etl.yaml": `deployments:
  ${flow}:
    - name: "etl-\${env}"
      recipes:
        - schedule: { cron: "0 2 * * *", slug: night }
        - schedule_activator: { active: { prod: true, default: false } }
`,
};
const shape = z.looseObject({
  id: z.string(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.unknown()),
  schedules: z.array(z.object({ id: z.string(), active: z.boolean() }).loose()),
});

let folder: ProjectFolder;
let proxy: RecordingProxy;
const look = (name: string): Promise<z.output<typeof shape>> =>
  read("GET", `/deployments/name/${flow}/${name}`, shape);
const exists = async (name: string): Promise<boolean> =>
  (await raw("GET", `/deployments/name/${flow}/${name}`)).status === 200;

beforeAll(async () => {
  folder = await makeProject(files);
  proxy = await startRecordingProxy(apiUrl());
});
afterAll(async () => {
  await proxy.close();
  await folder.remove();
});

afterEach(async () => {
  for (const [name, text] of Object.entries(files)) await folder.write(name, text);
});

describe("environments of one project", () => {
  it("are deployed together in one run, each with its own marks, and nothing is left to do [N7]", async () => {
    const environments = ["dev", "prod"];
    const result = await deployed(folder.path, { environments });
    expect(result.target.environments).toEqual(environments);
    const [dev, prod] = [await look("etl-dev"), await look("etl-prod")];
    expect(dev.labels).toMatchObject({ "meta-prefect.environment": "dev", "meta-prefect.project": project });
    expect(prod.labels).toMatchObject({ "meta-prefect.environment": "prod" });
    expect([dev.tags, prod.tags]).toEqual([["all"], ["live"]]);
    const again = await plan(actionOptions(folder.path, { environments }));
    expect(again.plan).toMatchObject({ changes: [], orphans: [] });
  });

  it("switch schedules on only where they say, when they are made; what people switch later stays [N23]", async () => {
    const [dev, prod] = [await look("etl-dev"), await look("etl-prod")];
    expect([dev.schedules[0]?.active, prod.schedules[0]?.active]).toEqual([false, true]);
    const schedule = `/deployments/${prod.id}/schedules/${prod.schedules[0]?.id ?? ""}`;
    expect((await raw("PATCH", schedule, { active: false })).status).toBe(204);
    const same = await deployed(folder.path, { environment: "prod" });
    expect(same.outcomes).toEqual([]);
    expect((await look("etl-prod")).schedules[0]?.active).toBe(false);
    const enforcing = files["more/etl.yaml"].replace("default: false }", "default: false }, enforce: true");
    await folder.write("more/etl.yaml", enforcing);
    await deployed(folder.path, { environment: "prod" });
    expect((await look("etl-prod")).schedules[0]?.active).toBe(true);
  });

  it("do not touch what another environment or another project owns, whatever is asked [N7]", async () => {
    const before = await look("etl-prod");
    const thief = files["more/etl.yaml"].replace("etl-${env}", "etl-prod");
    await folder.write("more/etl.yaml", thief);
    const stolen = await deploy(actionOptions(folder.path, { environment: "dev", adopt: true, prune: true }));
    expect(stolen.outcomes).toEqual([]);
    expect(stolen.diagnostics).toMatchObject([{ message: expect.stringContaining("prod") as string }]);
    await folder.write("more/etl.yaml", files["more/etl.yaml"]);
    const other = await makeProject({
      ...files,
      "meta_prefect.yaml": files["meta_prefect.yaml"].replace(project, `${project}-other`),
    });
    const foreign = await deploy(
      actionOptions(other.path, { environment: "prod", adopt: true, prune: true }),
    );
    expect(foreign.outcomes).toEqual([]);
    expect(foreign.diagnostics).toMatchObject([{ message: expect.stringContaining(project) as string }]);
    await other.remove();
    expect(await look("etl-prod")).toEqual(before);
  });

  it("refuse two entries that come to one name, before anything is asked of the server [N7]", async () => {
    await folder.write("more/etl.yaml", files["more/etl.yaml"].replace("etl-${env}", "etl"));
    const environments = ["dev", "prod"];
    const result = await deploy(actionOptions(folder.path, { environments }));
    expect(result.diagnostics.map(({ code }) => code)).toContain("duplicate-deployment");
    expect(result).toMatchObject({ outcomes: [], target: { api: null } });
  });
});

describe("an environment that says where it lives", () => {
  it("is deployed there, with the key that it names, whatever the machine is configured for [N40]", async () => {
    const api = `api: { url: "${proxy.url}", key: "\${PROD_KEY}", headers: { X-Team: "\${TEAM}" } }`;
    await folder.write("meta_prefect.yaml", files["meta_prefect.yaml"].replace("prod: {", `prod: { ${api},`));
    const env = { PREFECT_API_URL: "http://127.0.0.1:9/api", PROD_KEY: "the-key", TEAM: "data" };
    proxy.clear();
    const result = await plan(actionOptions(folder.path, { environment: "prod", env }));
    expect(result.target.api).toBe(proxy.url);
    expect(result.plan.changes).toEqual([]);
    expect(proxy.requests.length).toBeGreaterThan(0);
    for (const { headers } of proxy.requests) {
      expect(headers).toMatchObject({ authorization: "Bearer the-key", "x-team": "data" });
    }
    const without = actionOptions(folder.path, { environment: "prod", env: { TEAM: "data" } });
    await expect(plan(without)).rejects.toMatchObject({
      code: "missing-environment-variable",
      message: expect.stringContaining("PROD_KEY") as string,
    });
    const both = await plan(actionOptions(folder.path, { environments: ["dev", "prod"], env }));
    expect(both.diagnostics.map(({ code }) => code)).toContain("different-apis");
  });

  it("may not have a secret in the file [N40]", async () => {
    const api = 'api: { url: "http://127.0.0.1:9/api", key: pnu_secret }';
    await folder.write("meta_prefect.yaml", files["meta_prefect.yaml"].replace("prod: {", `prod: { ${api},`));
    const result = await plan(actionOptions(folder.path));
    expect(result.diagnostics).toMatchObject([{ code: "secret-in-file", location: { line: 5 } }]);
    expect(JSON.stringify(result)).not.toContain("pnu_secret");
  });
});

describe("an environment for a time", () => {
  const environment = "pr-123";
  const collect = (dryRun = false): ReturnType<typeof gc> => gc({ ...actionOptions(folder.path), dryRun });

  it("lives until its time is over, and gc takes it away without a trace, and nothing else [N35]", async () => {
    await deployed(folder.path, { environment, ttl: 3600 });
    expect(await exists(`etl-${environment}`)).toBe(true);
    proxy.clear();
    const env = { PREFECT_API_URL: proxy.url };
    await deployed(folder.path, { environment, ttl: 3600, env });
    expect(proxy.writes()).toEqual([]);
    expect((await collect()).ephemeral).toMatchObject([{ environment, expired: false }]);
    expect(await exists(`etl-${environment}`)).toBe(true);

    await deployed(folder.path, { environment, ttl: 1 });
    const [before] = [await look("etl-prod")];
    await expect
      .poll(async () => (await collect(true)).ephemeral[0]?.expired, { timeout: 60_000 })
      .toBe(true);
    expect(await exists(`etl-${environment}`)).toBe(true);
    const collected = await collect();
    expect(collected.target.environments).toEqual([environment]);
    expect(collected.outcomes.every(({ status }) => status === "done")).toBe(true);
    expect(await exists(`etl-${environment}`)).toBe(false);
    expect(await look("etl-prod")).toEqual(before);
    const variables = await read(
      "POST",
      "/variables/filter",
      z.array(z.looseObject({ tags: z.array(z.string()) })),
      {
        variables: { tags: { all_: [`meta-prefect.environment:${environment}`] } },
      },
    );
    expect(variables.filter(({ tags }) => tags.includes(`meta-prefect:${project}`))).toEqual([]);
    expect(await collect()).toMatchObject({ ephemeral: [], outcomes: [] });
  });

  it("cannot be one that stays: one of the file, or one that was deployed without a time [N35]", async () => {
    const named = await deploy(actionOptions(folder.path, { environment: "prod", ttl: 60 }));
    expect(named).toMatchObject({ outcomes: [], diagnostics: [{ code: "not-ephemeral" }] });
    await deployed(folder.path, { environment: "stays" });
    const kept = await deploy(actionOptions(folder.path, { environment: "stays", ttl: 60 }));
    expect(kept.diagnostics.map(({ code }) => code)).toContain("not-ephemeral");
    expect((await collect()).ephemeral).toEqual([]);
    expect(await exists("etl-stays")).toBe(true);
  });

  it("takes nothing of one that stays, and goes by destroy too, which a second time does nothing [N35]", async () => {
    const before = await look("etl-prod");
    await deployed(folder.path, { environment, ttl: 3600 });
    await folder.write("more/etl.yaml", files["more/etl.yaml"].replace("etl-${env}", "etl-prod"));
    const thief = actionOptions(folder.path, { environment, ttl: 3600, adopt: true, prune: true });
    expect((await deploy(thief)).outcomes).toEqual([]);
    const away = (): ReturnType<typeof destroy> =>
      destroy({ ...actionOptions(folder.path, { environment }), confirm: () => Promise.resolve(true) });
    expect((await away()).outcomes.map(({ status }) => status)).toContain("done");
    expect(await exists(`etl-${environment}`)).toBe(false);
    expect((await away()).outcomes).toEqual([]);
    expect((await collect()).ephemeral).toEqual([]);
    expect(await look("etl-prod")).toEqual(before);
  });
});

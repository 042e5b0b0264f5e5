import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { deploy, plan, validate } from "../../src/index.ts";
import { makeHome } from "../support/home.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const home = makeHome();
const project = unique("components");
const yaml = `name: ${project}
deployments:
  ${project}-load:
    - name: main
      recipes:
        - work_pool: { name: "${project}-pool-\${env}", queue: urgent }
        - concurrency: { shared: "${project}-db-\${env}", collision_strategy: CANCEL_NEW }
components:
  - work_queue: { pool: "${project}-pool-\${env}", name: urgent, priority: 1, concurrency_limit: 2 }
  - variable: { name: "${project}_region_\${env}", value: { primary: eu } }
  - global_concurrency_limit: { name: "${project}-db-\${env}", limit: 3 }
  - tag_concurrency_limit: { tag: "${project}-gpu", limit: 1 }
  - work_pool: { name: "${project}-pool-\${env}", type: process, concurrency_limit: 5 }
`;
let folder: ProjectFolder;
let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "meta_prefect.yaml": yaml,
    "flows/load.py": `from prefect import flow\n\n@flow(name="${project}-load")\ndef load(): ...\n`,
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});
const options = () => ({
  directory: folder.path,
  env: { ...home.env, PREFECT_API_URL: proxy.url },
  interactive: false,
  selectors: [],
  modules: [],
  adopt: false,
  startWorker: false,
});

describe("components of the project file, in any order there", () => {
  it("are made in one run, each after what it names, and the second run writes nothing", async () => {
    const first = await deploy(options());
    expect(first.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(first.outcomes.filter(({ status }) => status !== "done")).toEqual([]);
    const order = first.plan.changes.map(({ kind }) => kind);
    expect(order.indexOf("work-pool")).toBeLessThan(order.indexOf("work-queue"));
    expect(order.indexOf("work-queue")).toBeLessThan(order.indexOf("deployment"));
    expect(order.indexOf("global-concurrency-limit")).toBeLessThan(order.indexOf("deployment"));

    const loose = z.looseObject({});
    expect(await read("GET", `/deployments/name/${project}-load/main`, loose)).toMatchObject({
      work_pool_name: `${project}-pool-dev`,
      work_queue_name: "urgent",
      global_concurrency_limit: { name: `${project}-db-dev`, limit: 3 },
      concurrency_options: { collision_strategy: "CANCEL_NEW" },
    });
    expect(await read("GET", `/work_pools/${project}-pool-dev/queues/urgent`, loose)).toMatchObject({
      priority: 1,
      concurrency_limit: 2,
    });
    expect(await read("GET", `/variables/name/${project}_region_dev`, loose)).toMatchObject({
      value: { primary: "eu" },
    });
    expect(await read("GET", `/concurrency_limits/tag/${project}-gpu`, loose)).toMatchObject({
      concurrency_limit: 1,
    });
    proxy.clear();
    expect((await deploy(options())).plan.changes).toEqual([]);
    expect(proxy.writes()).toEqual([]);
  });

  it("are told by their line where somebody else has such a thing", async () => {
    const name = `${project}_region_other`;
    await raw("POST", "/variables/", { name, value: "theirs", tags: [] });
    const { diagnostics } = await plan({ ...options(), environment: "other" });
    expect(diagnostics.map(({ code, location }) => [code, location?.line, location?.column])).toContainEqual([
      "not-ours",
      10,
      5,
    ]);
  });

  it("that Prefect would refuse are refused without a server, where they stand [N46]", async () => {
    const bad = await makeProject({
      "meta_prefect.yaml": `name: ${project}\ncomponents:\n  - variable: { name: Region, value: 1 }\n`,
    });
    const { diagnostics } = await validate({ ...options(), directory: bad.path });
    await bad.remove();
    expect(diagnostics.map(({ code, location }) => [code, location?.line])).toEqual([["invalid-name", 3]]);
  });
});

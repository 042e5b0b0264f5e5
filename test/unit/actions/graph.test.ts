import { afterEach, expect, it } from "vitest";
import { doctor } from "../../../src/actions/doctor.ts";
import { graph } from "../../../src/actions/graph.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

it("a graph has flows, deployments with their recipes, components and what needs what; no server is asked", async () => {
  folder = await makeProject({
    "flow.py": "from prefect import flow\n\n@flow\ndef etl():\n    pass\n",
    "meta_prefect.yaml": [
      "name: acme",
      "deployments:",
      "  etl:",
      "    - { name: night, recipes: [work_pool: { name: p, type: process }] }",
      "    - { name: nightly, environment: prod, recipes: [work_pool: { name: k8s }, versioneer] }",
    ].join("\n"),
  });
  const { path } = folder;
  const options = { directory: path, env: { HOME: path }, interactive: false, selectors: [], modules: [] };
  const { nodes, edges, diagnostics } = await graph(options);
  expect(diagnostics).toEqual([]);
  expect(nodes).toEqual([
    {
      id: "deployment:etl/night",
      kind: "deployment",
      name: "etl/night",
      environment: "dev",
      recipes: ["work_pool"],
    },
    {
      ...{ id: "deployment:etl/nightly", kind: "deployment", name: "etl/nightly", environment: "prod" },
      recipes: ["work_pool", "versioneer"],
    },
    { id: "flow:etl", kind: "flow", name: "etl" },
    { id: "work-pool:k8s", kind: "work-pool", name: "k8s", environment: "prod", external: true },
    { id: "work-pool:p", kind: "work-pool", name: "p", environment: "dev" },
  ]);
  expect(edges).toContainEqual({ from: "deployment:etl/nightly", to: "work-pool:k8s" });
  expect(edges).toContainEqual({ from: "deployment:etl/night", to: "flow:etl" });
});

it("doctor says what is wrong with the API, and the next step", async () => {
  folder = await makeProject();
  const { path } = folder;
  const env = { HOME: path, PATH: process.env["PATH"], PREFECT_API_URL: "http://127.0.0.1:9/api" };
  const { findings } = await doctor({ directory: path, env, interactive: false });
  const api = findings.find(({ check }) => check === "api");
  expect(api).toMatchObject({ state: "error" });
  expect(api?.hint).toBeDefined();
});

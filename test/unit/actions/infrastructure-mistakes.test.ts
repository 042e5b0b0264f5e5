import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { validate } from "../../../src/actions/validate.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";
import { runWith } from "../cli/harness.ts";

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject({ "flow.py": "from prefect import flow\n\n\n@flow\ndef train(): ...\n" });
});
afterAll(() => folder.remove());

const recipe = (said: string): string => `name: acme
deployments:
  train:
    - name: nightly
      recipes:
        - ${said}
`;
const worker = (said: string): string => `name: acme
components:
  - work_pool: { name: cluster, type: kubernetes }
  - cluster_worker: { pool: cluster, ${said} }
deployments:
  train:
    - name: nightly
      recipe: paused
`;

describe("infrastructure that cannot be", () => {
  it.each([
    ["more cores than there are", recipe("eks: { cpu: 100 }"), "6:23", "cpu is 100, more than 64 cores"],
    ["more memory", recipe("eks: { memory: 512Gi }"), "6:26", "memory is 512Gi, more than 256 GiB"],
    ["cores that Fargate has not", recipe("ecs: { cpu: 3 }"), "6:23", "cpu is 3; Fargate has 0.25, 0.5, 1"],
    ["an unknown unit", recipe('kubernetes: { memory: "2 GB" }'), "6:33", "expected GiB as a number"],
    ["an unknown key", recipe("eks: { memry: 2 }"), "6:18", "did you mean memory?"],
    [
      "an impossible namespace",
      recipe("kubernetes: { namespace: A_B }"),
      "6:36",
      "as Kubernetes wants names",
    ],
    ["no Dask workers", recipe("dask_k8s: { num_workers: 0 }"), "6:36", "num_workers"],
    ["no namespace of a worker", worker("replicas: 2"), "4:", "namespace"],
    ["a key written out", worker("namespace: a, api: { key: canary-key }"), "4:", "$secret"],
    ["a repository that is none", recipe('built_image: { repository: "A/b:1" }'), "", "A/b:1"],
  ])("is told in one entry at its place, and ends with 1: %s", async (_what, file, place, message) => {
    await folder.write("meta_prefect.yaml", file);
    const { code, stdout, stderr } = await runWith(["validate"], { validate }, { cwd: folder.path });
    expect([code, stdout]).toEqual([1, ""]);
    if (place !== "") expect(stderr).toContain(`meta_prefect.yaml:${place}`);
    expect(stderr).not.toContain("canary");
    expect(stderr).toContain(message);
    expect(stderr).toContain("1 error. Nothing was written.");
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

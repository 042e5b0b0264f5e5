import { execFile } from "node:child_process";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { runCli } from "../support/cli.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";

const run = promisify(execFile);
const canary = "canary-in-no-file";
let folder: ProjectFolder;

beforeAll(async () => {
  folder = await makeProject({
    "meta_prefect.yaml": `name: by-gitops
components:
  - work_pool: { name: by-gitops, type: kubernetes }
  - cluster_worker:
      pool: by-gitops
      namespace: by-gitops
      replicas: 3
      api: { url: "https://prefect.example.com/api", key: { $secret: { env: KEY } } }
deployments: {}
`,
  });
  const env = { ...process.env, KUBECONFIG: inject("kubeconfig") };
  await run("kubectl", ["create", "namespace", "by-gitops"], { env });
});
afterAll(async () => {
  await folder.remove();
});

describe("manifests", () => {
  it("are files that a cluster takes as they are, without secrets and without asking anybody [A30, A42, A45, D09]", async () => {
    const { code, stdout, stderr } = await runCli(["manifests", "--out", "to"], {
      cwd: folder.path,
      env: { KEY: canary, PREFECT_API_URL: "http://127.0.0.1:1/api", PATH: join(process.execPath, "..") },
    });
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(
      "not written: secret prefect-worker-api of namespace by-gitops with PREFECT_API_KEY",
    );
    const to = join(folder.path, "to");
    const names = await readdir(to);
    expect(names).toEqual([
      "by-gitops-prefect-worker.helm-values.yaml",
      "by-gitops-prefect-worker.yaml",
      "prefect-server.helm-values.yaml",
    ]);
    const texts = await Promise.all(names.map((name) => readFile(join(to, name), "utf8")));
    expect(texts.join("\n")).not.toContain(canary);
    const objects = parseAllDocuments(texts[1] ?? "").map((document) => document.toJS() as unknown);
    expect(objects).toMatchObject([
      { kind: "ServiceAccount" },
      { kind: "Role" },
      { kind: "RoleBinding" },
      { kind: "Deployment", spec: { replicas: 3 } },
    ]);
    const env = { ...process.env, KUBECONFIG: inject("kubeconfig") };
    const file = join(to, "by-gitops-prefect-worker.yaml");
    const applied = await run("kubectl", ["apply", "--server-side", "--dry-run=server", "-f", file], { env });
    expect(applied.stdout.trim().split("\n")).toHaveLength(4);
  });
});

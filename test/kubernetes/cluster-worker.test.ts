import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { ask } from "./api-server.ts";

const reached = /^kubectl reaches Kubernetes v\d.* at the current context$/;
const findingsShape = z.object({
  findings: z.array(z.object({ check: z.string(), state: z.string(), message: z.string() })),
});
const token = "canary-of-the-api";
const worker = (more: string): string => `name: in-cluster
components:
  - work_pool: { name: in-cluster-pool, type: kubernetes }
${more}deployments: {}
`;
const declared = `  - cluster_worker:
      pool: in-cluster-pool
      namespace: workers
      job_namespaces: [workers, runs]
      image: registry.example/worker:1
      replicas: 2
      limit: 5
      work_queues: [default]
      env: { TEAM: data }
      api:
        url: https://prefect.example.com/api
        auth_string: { $secret: { env: PREFECT_TOKEN } }
`;
let folder: ProjectFolder;
let proxy: RecordingProxy;
const cli = (input: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: proxy.url, KUBECONFIG: inject("kubeconfig"), PREFECT_TOKEN: token, ...env },
  });
const get = async (path: string): Promise<unknown> => (await ask(inject("kubeconfig"), "GET", path)).body;
const status = async (path: string): Promise<number> => (await ask(inject("kubeconfig"), "GET", path)).status;
const apps = "/apis/apps/v1/namespaces/workers/deployments/prefect-worker";
const rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces";
const all = [
  apps,
  "/api/v1/namespaces/workers/secrets/prefect-worker-api",
  "/api/v1/namespaces/workers/serviceaccounts/prefect-worker",
  ...["workers", "runs"].flatMap((namespace) =>
    ["roles", "rolebindings"].map((kind) => `${rbac}/${namespace}/${kind}/prefect-worker`),
  ),
];
const versions = async (): Promise<readonly string[]> =>
  Promise.all(
    all.map(async (path) => {
      const shape = z.object({ metadata: z.object({ resourceVersion: z.string() }) });
      return shape.parse(await get(path)).metadata.resourceVersion;
    }),
  );

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({ "meta_prefect.yaml": worker(declared) });
});
afterAll(async () => {
  await proxy.close();
  await folder.remove();
});

describe("a worker in a cluster", () => {
  it("is not begun where a namespace is missing [A29]", async () => {
    const { code, stderr } = await cli(["deploy"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/no-namespace|has no namespace workers/);
    expect(stderr).toContain("kubectl create namespace workers");
    expect(proxy.writes()).toEqual([]);
    for (const name of ["workers", "runs"]) {
      const metadata = { name };
      const body = { apiVersion: "v1", kind: "Namespace", metadata };
      await ask(inject("kubeconfig"), "POST", "/api/v1/namespaces", body);
    }
  });

  it("is a Deployment with its account, rights and secret, as declared [A28, A29, A44, A45, A46, D02, D06, D08, D09, D17]", async () => {
    const { code, stdout, stderr } = await cli(["deploy", "-v"]);
    expect(code, stderr).toBe(0);
    expect(stdout + stderr).not.toContain(token);
    expect(stdout + stderr).not.toContain(Buffer.from(token).toString("base64"));
    const labels = {
      "app.kubernetes.io/managed-by": "meta-prefect",
      "meta-prefect.project": "in-cluster",
      "meta-prefect.environment": "dev",
    };
    expect(await get(apps)).toMatchObject({
      metadata: { labels },
      spec: {
        replicas: 2,
        template: {
          spec: {
            serviceAccountName: "prefect-worker",
            securityContext: { runAsNonRoot: true },
            containers: [
              {
                image: "registry.example/worker:1",
                args: [
                  ...["prefect", "worker", "start", "--type", "kubernetes", "--pool", "in-cluster-pool"],
                  ...[
                    "--with-healthcheck",
                    "--install-policy",
                    "never",
                    "--limit",
                    "5",
                    "--work-queue",
                    "default",
                  ],
                ],
                envFrom: [{ secretRef: { name: "prefect-worker-api" } }],
                env: expect.arrayContaining([
                  { name: "PREFECT_API_URL", value: "https://prefect.example.com/api" },
                  { name: "TEAM", value: "data" },
                ]) as unknown,
                livenessProbe: { httpGet: { path: "/health", port: 8080 } },
              },
            ],
          },
        },
      },
    });
    expect(await get(all[1] ?? "")).toMatchObject({
      metadata: { labels },
      data: { PREFECT_API_AUTH_STRING: Buffer.from(token).toString("base64") },
    });
  });

  it("is not written a second time [N1]", async () => {
    const before = await versions();
    proxy.clear();
    const { stdout } = await cli(["deploy"]);
    expect(stdout).toContain("Nothing to deploy");
    expect(proxy.writes()).toEqual([]);
    expect(await versions()).toEqual(before);
  });

  it("may do what it needs in its namespaces, and nothing else [A45]", async () => {
    const may = async (
      verb: string,
      group: string,
      resource: string,
      namespace: string,
    ): Promise<boolean> => {
      const answer = await ask(
        inject("kubeconfig"),
        "POST",
        "/apis/authorization.k8s.io/v1/subjectaccessreviews",
        {
          apiVersion: "authorization.k8s.io/v1",
          kind: "SubjectAccessReview",
          spec: {
            user: "system:serviceaccount:workers:prefect-worker",
            resourceAttributes: { verb, group, resource, namespace },
          },
        },
      );
      return z.object({ status: z.object({ allowed: z.boolean() }) }).parse(answer.body).status.allowed;
    };
    for (const namespace of ["workers", "runs"]) {
      expect(await may("create", "batch", "jobs", namespace)).toBe(true);
      expect(await may("watch", "", "pods", namespace)).toBe(true);
      expect(await may("get", "", "secrets", namespace)).toBe(false);
      expect(await may("create", "", "pods", namespace)).toBe(false);
      expect(await may("update", "apps", "deployments", namespace)).toBe(false);
    }
    expect(await may("create", "batch", "jobs", "default")).toBe(false);
    expect(await may("list", "", "nodes", "")).toBe(false);
  });

  it("is brought back when people changed it, and says what they changed", async () => {
    const patch = { apiVersion: "apps/v1", kind: "Deployment", spec: { replicas: 7 } };
    const query = "?fieldManager=somebody&force=true";
    const type = "application/apply-patch+yaml";
    await ask(
      inject("kubeconfig"),
      "PATCH",
      apps + query,
      { ...patch, metadata: { name: "prefect-worker" } },
      type,
    );
    await ask(inject("kubeconfig"), "DELETE", `${rbac}/runs/rolebindings/prefect-worker`);
    const plan = await cli(["plan"]);
    expect(plan.code).toBe(2);
    expect(plan.stdout).toMatch(/spec\.replicas +7 → 2/);
    expect(plan.stdout).toContain("rolebinding prefect-worker");
    expect((await cli(["deploy"])).code).toBe(0);
    expect(await get(apps)).toMatchObject({ spec: { replicas: 2 } });
    expect(await status(`${rbac}/runs/rolebindings/prefect-worker`)).toBe(200);
  });

  it("leaves a namespace that it has no more, and loses what is declared no more", async () => {
    const smaller = declared
      .replace("[workers, runs]", "[workers]")
      .replace("      env: { TEAM: data }\n", "");
    await folder.write("meta_prefect.yaml", worker(smaller));
    const { code, stderr } = await cli(["deploy"]);
    expect(code, stderr).toBe(0);
    expect(await status(`${rbac}/runs/roles/prefect-worker`)).toBe(404);
    expect(await status(`${rbac}/workers/roles/prefect-worker`)).toBe(200);
    expect(JSON.stringify(await get(apps))).not.toContain("TEAM");
    expect((await cli(["deploy"])).stdout).toContain("Nothing to deploy");
  });

  it("refuses what others made, and what the cluster refuses, before anything is written", async () => {
    const account = { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "theirs" } };
    await ask(inject("kubeconfig"), "POST", "/api/v1/namespaces/workers/serviceaccounts", account);
    proxy.clear();
    const second = "      name: theirs\n      namespace: workers\n";
    await folder.write(
      "meta_prefect.yaml",
      worker(declared + `  - cluster_worker:\n      pool: in-cluster-pool\n${second}`),
    );
    const theirs = await cli(["deploy"]);
    expect(theirs.code).toBe(1);
    expect(theirs.stderr).toContain("object ServiceAccount/workers/theirs exists and nobody's mark is on it");
    await folder.write("meta_prefect.yaml", worker(declared.replace("TEAM: data", '"BAD NAME=": data')));
    const refused = await cli(["deploy"]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/cluster .* refuses: .*env/);
    expect(proxy.writes()).toEqual([]);
  });

  it("says in one line that kubectl is absent, that no cluster answers, or that a secret is missing, and doctor looks", async () => {
    await folder.write("meta_prefect.yaml", worker(declared));
    proxy.clear();
    const bin = await mkdtemp(join(tmpdir(), "meta-prefect-test-bin-"));
    try {
      await symlink(process.execPath, join(bin, "node"));
      const absent = await cli(["deploy"], { PATH: bin });
      expect([absent.code, absent.stderr.includes("kubectl cannot be started")]).toEqual([1, true]);
      const away = join(bin, "away");
      const text = await readFile(inject("kubeconfig"), "utf8");
      await writeFile(away, text.replace(/127\.0\.0\.1:\d+/, "127.0.0.1:1"));
      const gone = await cli(["deploy"], { KUBECONFIG: away });
      expect(gone.code).toBe(1);
      expect(gone.stderr).toContain("no Kubernetes cluster answers at the current context");
      expect(gone.stderr).toContain("kubectl cluster-info");
      const looked = async (env: Readonly<Record<string, string>>): Promise<unknown> => {
        const { findings } = findingsShape.parse(JSON.parse((await cli(["doctor", "--json"], env)).stdout));
        return findings.find(({ check }) => check === "kubectl");
      };
      expect(await looked({})).toMatchObject({
        state: "ok",
        message: expect.stringMatching(reached) as string,
      });
      expect(await looked({ KUBECONFIG: away })).toMatchObject({
        state: "error",
        message: expect.stringContaining("no Kubernetes cluster answers at the current context") as string,
      });
    } finally {
      await rm(bin, { recursive: true, force: true });
    }
    const secret = await cli(["deploy"], { PREFECT_TOKEN: "" });
    expect(secret.code).toBe(1);
    expect(secret.stderr).toContain("PREFECT_TOKEN is empty");
    expect(proxy.writes()).toEqual([]);
  });

  it("goes when it is pruned, and when all is destroyed", async () => {
    await folder.write("meta_prefect.yaml", worker(""));
    const pruned = await cli(["deploy", "--prune", "--allow-mass-delete"]);
    expect(pruned.code, pruned.stderr).toBe(0);
    expect(await Promise.all(all.map(status))).toEqual(all.map(() => 404));
    await folder.write("meta_prefect.yaml", worker(declared));
    expect((await cli(["deploy"])).code).toBe(0);
    expect(await Promise.all(all.map(status))).toEqual(all.map(() => 200));
    const destroyed = await cli(["destroy", "--yes"]);
    expect(destroyed.code, destroyed.stderr).toBe(0);
    expect(await Promise.all(all.map(status))).toEqual(all.map(() => 404));
  });
});

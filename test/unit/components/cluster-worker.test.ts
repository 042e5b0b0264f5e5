import { describe, expect, it } from "vitest";
import { clusterWorker } from "../../../src/components/cluster-worker/declare.ts";
import { differences } from "../../../src/components/cluster-worker/differences.ts";
import { clusterWorkerForm } from "../../../src/components/cluster-worker/form.ts";
import { serverValues, workerValues } from "../../../src/components/cluster-worker/helm-values.ts";
import { workerObjects } from "../../../src/components/cluster-worker/manifests.ts";
import { workPool } from "../../../src/kit.ts";

const pool = workPool({ name: "cluster", type: "kubernetes" });
const owner = { project: "acme", environment: "prod" };
const url = "https://prefect.example.com/api";
const given = { pool, owner, namespace: "flows" };

describe("the objects of a worker in a cluster", () => {
  it("let the Jobs of its runs refer to the secret with the key, instead of having it written out [D06, D18]", () => {
    const { spec } = clusterWorker({ ...given, api: { key: { $secret: { env: "KEY" } } } });
    const objects = workerObjects(spec, url, { PREFECT_API_KEY: "canary" });
    const secret = objects.find(({ kind }) => kind === "Secret");
    expect(secret).toMatchObject({
      metadata: { name: "prefect-worker-api" },
      data: { PREFECT_API_KEY: Buffer.from("canary").toString("base64") },
    });
    const rest = JSON.stringify(objects.filter((object) => object !== secret));
    expect(rest).not.toContain("canary");
    expect(rest).toContain(
      '{"name":"PREFECT_INTEGRATIONS_KUBERNETES_WORKER_API_KEY_SECRET_NAME","value":"prefect-worker-api"}',
    );
    expect(JSON.stringify(spec)).not.toContain("canary");
  });

  it("use a secret that is there, and then bring none along [A28]", () => {
    const { spec } = clusterWorker({ ...given, api: { secret: "prefect-secrets" } });
    const objects = workerObjects(spec, url, {});
    expect(objects.map(({ kind }) => kind)).toEqual(["ServiceAccount", "Role", "RoleBinding", "Deployment"]);
    expect(JSON.stringify(objects)).toContain('"envFrom":[{"secretRef":{"name":"prefect-secrets"}}]');
  });

  it("have rights in the namespaces of the runs only", () => {
    const { spec } = clusterWorker({ ...given, jobNamespaces: ["a", "b"] });
    const places = workerObjects(spec, url, {}).map(({ kind, metadata }) => `${kind} ${metadata.namespace}`);
    expect(places).toEqual([
      "ServiceAccount flows",
      ...["Role a", "RoleBinding a", "Role b", "RoleBinding b"],
      "Deployment flows",
    ]);
  });
});

describe("what differs in a cluster", () => {
  it("is told by field, without what the cluster writes itself and without texts of secrets", () => {
    const metadata = { name: "api", namespace: "flows" };
    const object = { apiVersion: "v1", kind: "Secret", metadata, data: { KEY: "bmV3" }, type: "Opaque" };
    const live = {
      ...object,
      metadata: { ...metadata, uid: "1", resourceVersion: "7" },
      data: { KEY: "b2xk" },
    };
    expect(differences(object, live, object)).toEqual([
      { path: "secret api.data.KEY", have: "********", want: "********" },
    ]);
    expect(differences(object, { ...live, data: object.data }, object)).toEqual([]);
    expect(differences(object, undefined, object)).toEqual([{ path: "secret api", want: "flows" }]);
  });
});

describe("values for Prefect's own charts", () => {
  it("make the same worker", () => {
    const { spec } = clusterWorker({
      ...given,
      image: "registry.example:5000/worker:1.2",
      replicas: 2,
      limit: 5,
      workQueues: ["urgent"],
      env: { TEAM: "data" },
      api: { authString: { $secret: { env: "AUTH" } } },
    });
    expect(workerValues(spec, url)).toMatchObject({
      namespaceOverride: "flows",
      worker: {
        image: { repository: "registry.example:5000/worker", prefectTag: "1.2" },
        replicaCount: 2,
        config: { workPool: "cluster", installPolicy: "never", limit: 5, workQueues: ["urgent"] },
        selfHostedServerApiConfig: { apiUrl: url },
        extraEnvVarsSecret: "prefect-worker-api",
        extraEnvVars: expect.arrayContaining([{ name: "TEAM", value: "data" }]) as unknown,
      },
    });
  });

  it("give the server the time zones of Python's own package", () => {
    expect(serverValues()).toEqual({ global: { prefect: { env: [{ name: "PYTHONTZPATH", value: "" }] } } });
  });
});

describe("cluster_worker in the project file", () => {
  const parse = (fields: object): boolean =>
    clusterWorkerForm.fields.safeParse({ pool: "cluster", namespace: "flows", ...fields }).success;

  it("takes a secret only by where it is found, and not beside one that is there", () => {
    expect(parse({ api: { key: { $secret: { env: "KEY" } } } })).toBe(true);
    expect(parse({ api: { key: "pnu_plain" } })).toBe(false);
    expect(parse({ api: { key: { $secret: { env: "KEY" } }, secret: "there" } })).toBe(false);
  });

  it.each([
    { namespace: "My_Space" },
    { replicas: -1 },
    { cpu: "two" },
    { image_pull_policy: "Sometimes" },
    { replica: 2 },
  ])("refuses %o", (fields) => {
    expect(parse(fields)).toBe(false);
  });
});

import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { render } from "../../../src/actions/render.ts";
import { validate } from "../../../src/actions/validate.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

const token = { TF_VAR_prefect_token: "pnu_canary", GCP: "canary-gcp" };
let folder: ProjectFolder;
const from = (file: string, env: Readonly<Record<string, string>> = token) => ({
  ...{ directory: folder.path, env, interactive: false, selectors: [], modules: [] },
  platformFile: join(folder.path, file),
});

beforeAll(async () => {
  folder = await makeProject({
    "qhub-config.yaml": `project_name: thedata
namespace: prod
domain: example.com
prefect:
  enabled: true
  image: prefecthq/prefect:3.8-python3.12-kubernetes
  overrides:
    IMAGE_PULL_SECRETS: regcred
    IMAGE_PULL_POLICY: Always
    PREFECT__CLOUD__AGENT__LABELS: '["gpu"]'
    JOB_MEM_REQUEST: 1Gi
    JOB_MEM_LIMIT: 2Gi
    JOB_CPU_REQUEST: 500m
    prefect_agent: { job: { resources: { limit: { cpu: 4 } } } }
    envVars: { MY_VAR: "<value>" }
    secretEnvVars: { GCP_CREDENTIALS: "\${GCP}" }
`,
    "off.yaml": "prefect: { enabled: false }\n",
    "bad.yaml":
      "namespace: My_Space\nprefect:\n  enabled: yes please\n  overrides:\n    prefect_agent: { jobs: {} }\n    JOB_CPU_LIMT: 4\n",
    "both.yaml": `prefect:
  enabled: true
  overrides:
    PREFECT__CLOUD__AGENT__LABELS: "[gpu]"
    prefect_agent: { job: { resources: { request: { cpu: 1 }, requests: { cpu: 1 } } } }
`,
    "again.yaml":
      "prefect:\n  enabled: true\n  overrides:\n    JOB_CPU_LIMIT: 2\n    prefect_agent: { job: { resources: { limit: { cpu: 4 } } } }\n",
    "labels.yaml": `project_name: thedata
prefect:
  enabled: true
  overrides: { PREFECT__CLOUD__AGENT__LABELS: '["a/b"]', envVars: { A: "\${NOPE}" } }
`,
    "old.yaml": "prefect: { enabled: true, image: 'prefecthq/prefect:0.14.22-python3.8' }\n",
    "plain.yaml":
      "prefect:\n  enabled: true\n  overrides: { secretEnvVars: { A: hush, B: '${B_SECRET}' } }\n",
    "twice.yaml": "prefect: { enabled: true }\n",
    "twice.yml": "prefect: { enabled: true }\n",
  });
});
afterAll(() => folder.remove());

describe("a platform file", () => {
  it("becomes a pool with every override as its default, a worker in the cluster and a block for each secret [D01, D02, D04, D06, D09, D10, D11, D12, D13, D14, D15, D16, D17, D18]", async () => {
    const { components, diagnostics } = await render({ ...from("qhub-config.yaml"), resolve: false });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const spec = (kind: string) => components.find((one) => one.kind === kind && !one.external)?.spec;
    const patches = (spec("work-pool")?.["templatePatches"] ?? []) as readonly {
      path: readonly string[];
      value: unknown;
    }[];
    const defaults: unknown = Object.fromEntries(
      patches
        .filter(({ path }) => path.length === 4 && path[3] === "default")
        .map(({ path, value }) => [path[2], value]),
    );
    expect(defaults).toMatchObject({
      ...{
        cpu_request: "500m",
        cpu_limit: "4",
        memory_request: "1Gi",
        memory_limit: "2Gi",
        namespace: "prod",
      },
      ...{ image_pull_policy: "Always", image_pull_secrets: [{ name: "regcred" }] },
      env: { MY_VAR: "<value>", GCP_CREDENTIALS: "{{ prefect.blocks.secret.gcp-credentials }}" },
    });
    expect(spec("cluster-worker")).toMatchObject({
      ...{ pool: "thedata-prefect", namespace: "prod", image: "prefecthq/prefect:3.8-python3.12-kubernetes" },
      ...{
        env: { MY_VAR: "<value>" },
        workQueues: ["gpu"],
        api: { key: { $secret: { env: "TF_VAR_prefect_token" } } },
      },
    });
    expect(components.map(({ kind, name }) => `${kind}:${name}`)).toEqual(
      expect.arrayContaining(["block:secret/gcp-credentials", "work-queue:thedata-prefect/gpu"]),
    );
    expect(JSON.stringify(components)).not.toContain("canary");
  });

  it("that is off deploys nothing and says so [D01]", async () => {
    const { components, diagnostics } = await render({ ...from("off.yaml"), resolve: false });
    expect(components).toEqual([]);
    expect(diagnostics.map(({ code }) => code)).toContain("platform-disabled");
  });

  it("is refused with all that is missing or wrong [D05, D10, D16, D26]", async () => {
    const bad = await validate(from("bad.yaml"));
    expect(bad.diagnostics.map(({ code, location }) => `${String(location?.line)} ${code}`)).toEqual(
      expect.arrayContaining([
        "1 invalid-platform-file",
        "3 invalid-platform-file",
        "5 unknown-key",
        "6 unknown-key",
      ]),
    );
    const plain = await validate(from("plain.yaml", {}));
    expect(plain.diagnostics.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        "the secret A is written out in the platform file",
        "environment variables that hold secrets are not set: TF_VAR_prefect_token, B_SECRET",
      ]),
    );
    const both = await validate(from("both.yaml"));
    expect(both.diagnostics.map(({ location, message }) => `${String(location?.line)} ${message}`)).toEqual([
      expect.stringMatching(/^4 .*\[gpu\] is no list of JSON/),
      expect.stringMatching(/^5 .*requests says the same/),
    ]);
    const again = await validate(from("again.yaml"));
    expect(again.diagnostics.map(({ location, message }) => `${String(location?.line)} ${message}`)).toEqual([
      expect.stringMatching(/^4 .*prefect_agent\.job\.resources says the same/),
    ]);
    const twice = await validate(from("twice.yaml"));
    expect(twice.diagnostics.map(({ message }) => message)).toContain(
      "twice.yaml and twice.yml are both there",
    );
  });

  it("is where every mistake is shown, also one of what it becomes [D26]", async () => {
    const { diagnostics } = await validate(from("labels.yaml"));
    expect(diagnostics.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["missing-environment-variable", "invalid-name"]),
    );
    for (const { location } of diagnostics)
      expect(location).toMatchObject({ file: "labels.yaml", line: 2, column: 1 });
  });

  it("warns of an image of the Prefect that had agents [D02, D26]", async () => {
    const { diagnostics } = await validate(from("old.yaml"));
    expect(diagnostics.map(({ severity, message }) => [severity, message])).toEqual([
      [
        "warning",
        "prefecthq/prefect:0.14.22-python3.8 is an image of Prefect 0, which has no workers for this",
      ],
    ]);
  });
});

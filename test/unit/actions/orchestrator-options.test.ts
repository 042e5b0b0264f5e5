import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { configured } from "../../../src/actions/orchestrator/configuration.ts";
import {
  deployingOptions,
  namespaceOf,
  type Deploying,
} from "../../../src/actions/orchestrator/deploying-options.ts";
import { optionsOf } from "../../../src/actions/orchestrator/options-of.ts";
import { checked } from "../../../src/actions/orchestrator/options.ts";
import type { RecipeVariable } from "../../../src/interfaces/tool-results.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";
import { runWith } from "../cli/harness.ts";

const deploying = (deployment_type: string, more: object = {}): Deploying =>
  checked(deployingOptions, { deployment_name: "x", deployment_type, ...more }, "deploying");
const names = (variables: readonly RecipeVariable[]): readonly string[] => variables.map(({ name }) => name);

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject({
    "good.yaml":
      "decorator:\n  prefect: PrefectOrchestrator\nprefect:\n  config:\n    prefect_profile: lab\n    prefect_settings: { PREFECT_API_URL: http://127.0.0.1:1/api, PREFECT_LOGGING_LEVEL: DEBUG }\n",
    "plain.yaml": "orchestrator:\n  config: { prefect_profile: default }\n",
    "wrong.yaml": "orchestrator:\n  config: { prefect_settings: { API_URL: x } }\n",
  });
});
afterAll(() => folder.remove());

describe("options of deploying", () => {
  it("are other ones for each kind of infrastructure, with and without a work pool [A67]", () => {
    const cluster = optionsOf("kubernetes");
    expect(names(cluster.served)).toEqual(expect.arrayContaining(["num_replicas", "manifest_path"]));
    expect(names(cluster.served)).not.toContain("worker_image");
    expect(names(cluster.pool)).toEqual(expect.arrayContaining(["worker_image", "push_image", "namespace"]));
    expect(names(cluster.pool)).not.toContain("num_replicas");
    const docker = optionsOf("docker");
    expect(names(docker.served)).not.toContain("namespace");
    for (const type of ["process", "ecs", "cloud-run-v2"]) {
      expect(optionsOf(type).served).toEqual([]);
      expect(names(optionsOf(type).pool)).toEqual(names(docker.pool));
    }
    expect(cluster.schemas).toMatchObject({
      pool: { additionalProperties: false, required: ["deployment_name"] },
      served: { properties: { num_replicas: { type: "integer", default: 1 } } },
    });
    expect(() => optionsOf("eks")).toThrow(/nothing runs on "eks"/);
  });

  it("that have no effect on the kind are mistakes, all of them told; the documented ones are none [A67]", () => {
    const wrong = (): unknown =>
      deploying("docker", { num_replicas: 2, ensure_worker: true, job_variables: { a: 1 } });
    expect(wrong).toThrow(/num_replicas: has no effect on docker without a work pool; /);
    expect(wrong).toThrow(/ensure_worker: has no effect/);
    expect(wrong).toThrow(/job_variables\.a: has no effect/);
    expect(() => deploying("ecs", { work_pool: "p", namespace: "a" })).toThrow(
      /namespace: has no effect on ecs with/,
    );
    expect(() => deploying("kubernetes", { job_variables: { image_pull_policy: "Often" } })).toThrow(
      /"Often"/,
    );
    // What says what is so anyway is no mistake.
    expect(deploying("docker", { num_replicas: 1, push_image: false })).toMatchObject({ num_replicas: 1 });
    const served = deploying("kubernetes", { job_variables: { namespace: "flows" } });
    expect(namespaceOf(served)).toBe("flows");
    expect(namespaceOf(deploying("kubernetes"))).toBe("lolpop");
  });

  it("are listed by a command, as JSON Schemas too [A67]", async () => {
    const shown = await runWith(["deployment", "options", "-t", "kubernetes"]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/without a work pool:\n(.*\n)* {2}num_replicas +default 1 +whole number/);
    const { stdout } = await runWith(["deployment", "options", "-t", "docker", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      type: "docker",
      schemas: { served: { properties: { docker_image_name: { type: "string" } } } },
    });
  });

  it("are checked by a command that writes nothing [A67, A68]", async () => {
    const inFolder = (...input: readonly string[]): ReturnType<typeof runWith> =>
      runWith(["deployment", "validate", "-n", "x", ...input], {}, { cwd: folder.path });
    const right = await inFolder("--deployment-kwargs", '{"docker_image_name":"a:1"}');
    expect(right.stdout).toContain("right for a static deployment");
    const imageless = await inFolder("-t", "kubernetes");
    expect(imageless.code).toBe(1);
    expect(imageless.stderr).toContain("docker_image_name is missing, which kubernetes without");
    const needy = await inFolder("-t", "ecs");
    expect(needy.stderr).toContain("deployment_type ecs needs a work pool");
    const flowless = await inFolder("-t", "process", "--deployment-kwargs", '{"work_pool":"p"}');
    expect(flowless.code).toBe(1);
    expect(flowless.stderr).toContain("prefect_files/run.py");
    // It stands in no file that people have.
    expect(flowless.stderr).not.toContain("meta_prefect.yaml");
  });
});

describe("the configuration of an orchestrator", () => {
  const caller = (env: Readonly<Record<string, string>> = {}) => ({ directory: folder.path, env });

  it("chooses the Prefect by its profile and settings, below the environment [A03, A07]", async () => {
    expect((await configured(caller({ PREFECT_LOGGING_LEVEL: "INFO" }), "good.yaml")).env).toEqual({
      PREFECT_PROFILE: "lab",
      PREFECT_API_URL: "http://127.0.0.1:1/api",
      PREFECT_LOGGING_LEVEL: "INFO",
    });
    expect((await configured(caller(), "plain.yaml")).env).toEqual({});
  });

  it("is refused in one line when it cannot be read or names what is no setting", async () => {
    await expect(configured(caller(), "wrong.yaml")).rejects.toThrow(/wrong\.yaml cannot be used: .*API_URL/);
    await expect(configured(caller(), "missing.yaml")).rejects.toThrow(
      /missing\.yaml cannot be used: ENOENT/,
    );
  });
});

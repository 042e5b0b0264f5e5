import { beforeAll, describe, expect, it } from "vitest";
import { isMetaPrefectError } from "../../src/errors/meta-prefect-error.ts";
import {
  compose,
  defineRecipe,
  mapDeployment,
  withJobVariables,
  workPool,
  z,
  type Decorator,
  type JsonObject,
} from "../../src/kit.ts";
import { jobVariables, kubernetes } from "../../src/recipes/index.ts";
import { fields } from "../unit/recipes/render.ts";
import { createJobRenderer, type JobRenderer } from "./job-renderer.ts";

let jobOf: JobRenderer;
beforeAll(async () => {
  jobOf = await createJobRenderer();
});

const pod = (spec: JsonObject, container: JsonObject = {}): JsonObject => ({
  job_manifest: { spec: { template: { spec: { ...spec, containers: [container] } } } },
});
const resources = (requests: JsonObject, limits: JsonObject): JsonObject =>
  pod({}, { resources: { requests, limits } });

/** A team's own recipe, whose pool has a variable that no recipe of ours knows. */
const prioritised = defineRecipe({
  name: "prioritised",
  summary: "Runs before others.",
  variables: z.object({}),
  build: () => ({
    requires: [
      workPool({
        name: "own",
        type: "kubernetes",
        templatePatches: [
          { path: ["variables", "properties", "priority"], value: { type: "string" } },
          {
            path: ["job_configuration", "job_manifest", "spec", "template", "spec", "priorityClassName"],
            value: "{{ priority }}",
          },
        ],
      }),
    ],
    updateDeployment: (deployment) =>
      withJobVariables(mapDeployment(deployment, { workPool: "own" }), { priority: "high" }),
  }),
});

/** What could be overridden in the platform of the original, said with our recipes; the job is the worker's own. */
const overrides: readonly (readonly [string, string, Decorator, JsonObject])[] = [
  [
    "secrets with which the image is pulled",
    "D11",
    kubernetes({ image_pull_secrets: ["registry"] }),
    pod({ imagePullSecrets: [{ name: "registry" }] }),
  ],
  [
    "memory that is asked for, and at most",
    "D13",
    kubernetes({ memory: 1, memory_limit: 2 }),
    resources({ memory: "1Gi" }, { memory: "2Gi" }),
  ],
  [
    "cores that are asked for, and at most",
    "D14, D16",
    kubernetes({ cpu: 1, cpu_limit: 4 }),
    resources({ cpu: "1" }, { cpu: "4" }),
  ],
  [
    "when the image is pulled",
    "D15",
    kubernetes({ image_pull_policy: "Always" }),
    pod({}, { imagePullPolicy: "Always" }),
  ],
  [
    "a variable of the environment that nobody had thought of",
    "D17",
    kubernetes({ env: { MY_VAR: "value" } }),
    { env: { MY_VAR: "value" } },
  ],
  [
    "a variable of the environment out of a secret",
    "D18",
    kubernetes({ secret_env: { GCP_CREDENTIALS: { secret: "platform", key: "gcp" } } }),
    pod(
      {},
      {
        env: expect.arrayContaining([
          {
            name: "GCP_CREDENTIALS",
            valueFrom: { secretKeyRef: { name: "platform", key: "gcp" } },
          },
        ]) as unknown as JsonObject[string],
      },
    ),
  ],
  [
    "what one deployment changes of what all have",
    "D10",
    compose(
      kubernetes({ cpu: 1, env: { A: "all", B: "all" } }),
      jobVariables({ env: { B: "one" }, namespace: "one" }),
    ),
    {
      namespace: "one",
      env: { A: "all", B: "one" },
      ...resources({ cpu: "1" }, { cpu: "1" }),
    },
  ],
  ["anything else of the job", "D25", prioritised(), pod({ priorityClassName: "high" })],
];

describe("an override", () => {
  it.each(overrides)("reaches the job of the run: %s [%s]", async (_what, _ids, decorator, job) => {
    expect(await jobOf(decorator)).toMatchObject(job);
  });

  it("by which workers are chosen is a queue of the pool [D12]", () => {
    expect(fields(kubernetes({ queue: "gpu", labels: { team: "data" } }))).toMatchObject({
      workQueue: "gpu",
      jobVariables: { labels: { team: "data" } },
    });
  });

  it("that nobody knows is refused, not left without effect [D16]", () => {
    const misspelt = { cpu_limits: 4 } as unknown as Parameters<typeof kubernetes>[0];
    try {
      kubernetes(misspelt);
      expect.unreachable();
    } catch (error) {
      expect(isMetaPrefectError(error) && error.diagnostics.map(({ message }) => message).join()).toContain(
        "cpu_limits",
      );
    }
  });
});

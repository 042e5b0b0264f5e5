import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Decorator, WorkPoolComponent } from "../../../src/kit.ts";
import {
  docker,
  ecs,
  eks,
  gitStorage,
  jobVariables,
  kubernetes,
  process,
} from "../../../src/recipes/index.ts";
import { fields, reference, refusal, render } from "./render.ts";

const jobOf = (decorator: Decorator): unknown => fields(decorator).jobVariables;
const poolOf = (decorator: Decorator): WorkPoolComponent =>
  render(decorator(reference)).components.find(({ kind }) => kind === "work-pool") as WorkPoolComponent;

describe("kubernetes", () => {
  it("says cores and memory as requests and limits, in the units of Kubernetes", () => {
    expect(jobOf(kubernetes({ cpu: 0.5, memory: 1.5 }))).toEqual({
      cpu_request: "0.5",
      cpu_limit: "0.5",
      memory_request: "1536Mi",
      memory_limit: "1536Mi",
    });
    expect(jobOf(kubernetes({ cpu: "500m", memory: "512Mi", cpu_limit: 2, memory_limit: null }))).toEqual({
      cpu_request: "500m",
      cpu_limit: "2",
      memory_request: "512Mi",
    });
  });

  it("has the same pool whatever a deployment sets, so that deployments share it", () => {
    const small = poolOf(kubernetes({ cpu: 1, node_selector: { disk: "ssd" } }));
    const large = poolOf(kubernetes({ cpu: 8, tolerations: [{ key: "gpu", operator: "Exists" }] }));
    expect(small).toEqual(large);
    expect(small.name).toMatch(/^kubernetes-work-pool-[0-9a-f]{8}$/);
    expect(small.spec.type).toBe("kubernetes");
  });

  it("adds a variable to the template for each job variable that Prefect's own template lacks", () => {
    const given = {
      image_pull_secrets: ["registry"],
      node_selector: { disk: "ssd" },
      tolerations: [{ key: "gpu" }],
      affinity: { nodeAffinity: {} },
      volumes: [{ name: "data", emptyDir: {} }],
      volume_mounts: [{ name: "data", mountPath: "/data" }],
      env_from: [{ secret: "team" }, { config_map: "settings" }],
      secret_env: { TOKEN: { secret: "team", key: "token" } },
      working_dir: "/srv",
      annotations: { owner: "data" },
      labels: { team: "data" },
    };
    const added = (poolOf(kubernetes(given)).spec.templatePatches ?? [])
      .filter(({ path }) => path[0] === "variables")
      .map(({ path }) => path[2]);
    const own = ["labels"];
    expect([...added, ...own].sort()).toEqual(Object.keys(jobOf(kubernetes(given)) as object).sort());
    expect(jobOf(kubernetes(given))).toMatchObject({
      image_pull_secrets: [{ name: "registry" }],
      env_from: [{ secretRef: { name: "team" } }, { configMapRef: { name: "settings" } }],
      secret_env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "team", key: "token" } } }],
    });
  });

  it("uses a pool that exists without owning it", () => {
    const { components } = render(kubernetes({ pool: "k8s-prod", queue: "urgent" })(reference));
    expect(components.map(({ name, external }) => [name, external])).toEqual([
      ["k8s-prod", true],
      ["k8s-prod/urgent", true],
    ]);
    expect(refusal(() => kubernetes({ pool: "k8s-prod", pool_limit: 3 }))).toContain(
      "pool_limit cannot be set",
    );
  });

  it.each([
    [{ cpu: "2 cores" }, "expected cores"],
    [{ memory: "2 GB" }, "expected GiB"],
    [{ namespace: "My_Space" }, "as Kubernetes wants names"],
    [{ image_pull_policy: "Sometimes" }, "Sometimes"],
  ])("refuses %o", (variables, part) => {
    expect(refusal(() => kubernetes(variables as Parameters<typeof kubernetes>[0]))).toContain(part);
  });
});

describe("eks", () => {
  it("asks for what the original asked for, with its timeouts [C42]", () => {
    expect(jobOf(eks({ cpu: 0.8, memory: 1.5, namespace: "flows" }))).toEqual({
      cpu_request: "0.8",
      cpu_limit: "0.8",
      memory_request: "1536Mi",
      memory_limit: "1536Mi",
      namespace: "flows",
      finished_job_ttl: 600,
      job_watch_timeout_seconds: 600,
    });
  });

  it("takes up to 64 cores and 256 GiB, however they are written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 128_000 }),
        fc.integer({ min: 1, max: 512 * 1024 }),
        (milli, mebi) => {
          const said = refusal(() => eks({ cpu: `${String(milli)}m`, memory: `${String(mebi)}Mi` }));
          expect(said === "taken").toBe(milli <= 64_000 && mebi <= 256 * 1024);
        },
      ),
    );
  });

  it("knows clusters, node groups, regions and images in ECR", () => {
    const ecr_image = { account: "123456789012", repository: "flows", tag: "v1" };
    const decorator = eks({ cluster: "Prod", region: "eu-west-1", node_group: "gpu", ecr_image });
    expect(poolOf(decorator).name).toMatch(/^eks-prod-work-pool-[0-9a-f]{8}$/);
    expect(poolOf(decorator).name).not.toBe(poolOf(eks()).name);
    expect(jobOf(decorator)).toMatchObject({
      image: "123456789012.dkr.ecr.eu-west-1.amazonaws.com/flows:v1",
      node_selector: { "eks.amazonaws.com/nodegroup": "gpu" },
      env: { AWS_REGION: "eu-west-1", AWS_DEFAULT_REGION: "eu-west-1" },
    });
    expect(refusal(() => eks({ ecr_image }))).toContain("needs the region");
  });
});

describe("where the code is", () => {
  it.each([
    ["docker", docker({ image: "i" })],
    ["ecs", ecs({ image: "i" })],
    ["eks", eks({ image: "i" })],
    ["kubernetes", kubernetes({ image: "i" })],
  ])("is the image of %s, which has no folder of this machine", (_name, decorator) => {
    expect(fields(decorator).pullSteps).toEqual([]);
    const fetched = decorator(gitStorage({ repository: "https://git.example/flows.git" })(reference));
    expect(render(fetched).deployment.pullSteps).toMatchObject([
      { "prefect.deployments.steps.git_clone": {} },
    ]);
  });

  it("is this machine for processes", () => {
    expect(fields(process()).pullSteps).toEqual(fields(jobVariables({ env: {} })).pullSteps);
  });
});

describe("docker, process and ecs", () => {
  it("say what their workers understand", () => {
    expect(jobOf(docker({ image: "acme/flows:1", memory: "512Mi", registry_credentials: "hub" }))).toEqual({
      image: "acme/flows:1",
      mem_limit: "536870912b",
      registry_credentials: "{{ prefect.blocks.docker-registry-credentials.hub }}",
    });
    expect(jobOf(process({ env: { A: "1" }, working_dir: "/srv" }))).toEqual({
      env: { A: "1" },
      working_dir: "/srv",
    });
    expect(jobOf(ecs({ cpu: 0.5, memory: 2, vpc_id: "v", subnets: ["a"], credentials: "aws" }))).toEqual({
      cpu: 512,
      memory: 2048,
      vpc_id: "v",
      network_configuration: { subnets: ["a"] },
      aws_credentials: "{{ prefect.blocks.aws-credentials.aws }}",
    });
  });

  it("leave alone what nobody set", () => {
    for (const decorator of [docker(), process(), ecs(), kubernetes()])
      expect(jobOf(decorator)).toBeUndefined();
  });

  it.each([
    [{ cpu: 3 }, "Fargate has 0.25, 0.5, 1, 2, 4, 8, 16"],
    [{ cpu: 1, memory: 16 }, "Fargate has 2 to 8 GiB in steps of 1"],
    [{ cpu: 8, memory: 18 }, "in steps of 4"],
  ])("ecs refuses the size %o", (variables, part) => {
    expect(refusal(() => ecs(variables))).toContain(part);
    expect(refusal(() => ecs({ ...variables, launch_type: "EC2" }))).toBe("taken");
  });
});

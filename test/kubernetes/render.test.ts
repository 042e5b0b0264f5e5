import { beforeAll, describe, expect, it } from "vitest";
import { patched } from "../../src/components/work-pool/template.ts";
import type { JsonObject } from "../../src/kit.ts";
import { docker, ecs, kubernetes } from "../../src/recipes/index.ts";
import { createJobRenderer, type JobRenderer } from "./job-renderer.ts";

let jobOf: JobRenderer;
beforeAll(async () => {
  jobOf = await createJobRenderer();
});

describe("Prefect's own worker", () => {
  it("understands what docker says [P2]", async () => {
    const given = {
      image: "acme/flows:1",
      memory: 2,
      memory_and_swap: 3,
      networks: ["n"],
      volumes: ["/a:/b"],
    };
    expect(await jobOf(docker({ ...given, auto_remove: true, env: { A: "1" } }))).toMatchObject({
      image: "acme/flows:1",
      mem_limit: "2147483648b",
      memswap_limit: "3221225472b",
      networks: ["n"],
      volumes: ["/a:/b"],
      auto_remove: true,
      env: { A: "1" },
    });
  });

  it("understands what ecs says [P2]", async () => {
    const given = {
      image: "acme/flows:1",
      cpu: 0.5,
      memory: 2,
      cluster: "c",
      family: "f",
      vpc_id: "v",
      subnets: ["s"],
    };
    expect(
      await jobOf(ecs({ ...given, launch_type: "FARGATE", task_role_arn: "arn:aws:iam::1:role/r" })),
    ).toMatchObject({
      task_definition: {
        cpu: 512,
        memory: 2048,
        family: "f",
        containerDefinitions: [{ image: "acme/flows:1" }],
      },
      task_run_request: {
        cluster: "c",
        launchType: "FARGATE",
        overrides: { taskRoleArn: "arn:aws:iam::1:role/r" },
      },
      vpc_id: "v",
      network_configuration: { subnets: ["s"] },
    });
  });

  it("gets what kubernetes says also with a newer template of Prefect, and what is new in that [N37]", async () => {
    const upgrade = (template: JsonObject): JsonObject =>
      patched(template, [
        { path: ["variables", "properties", "priority"], value: { type: "string", default: "high" } },
        {
          path: ["job_configuration", "job_manifest", "spec", "template", "spec", "priorityClassName"],
          value: "{{ priority }}",
        },
      ]);
    expect(await jobOf(kubernetes({ node_selector: { disk: "ssd" } }), upgrade)).toMatchObject({
      job_manifest: {
        spec: { template: { spec: { priorityClassName: "high", nodeSelector: { disk: "ssd" } } } },
      },
    });
  });
});

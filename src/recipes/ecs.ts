import { defineRecipe, dropUndefined, z, type JsonObject } from "../kit.ts";
import { checkPool, poolVariables, runsIn } from "./infrastructure/pool.ts";

/** Fargate's sizes: CPU units with the least, the most and the step of their memory in MiB (AWS, task definitions). */
const fargate: ReadonlyMap<number, readonly [least: number, most: number, step: number]> = new Map([
  [256, [512, 2_048, 512]],
  [512, [1_024, 4_096, 1_024]],
  [1_024, [2_048, 8_192, 1_024]],
  [2_048, [4_096, 16_384, 1_024]],
  [4_096, [8_192, 30_720, 1_024]],
  [8_192, [16_384, 61_440, 4_096]],
  [16_384, [32_768, 122_880, 8_192]],
]);

/** Each flow run as a task of Amazon ECS. */
export const ecs = defineRecipe({
  name: "ecs",
  summary: "Runs each flow run as a task on Amazon ECS.",
  variables: z
    .strictObject({
      image: z.string().min(1).optional().describe("Image of the run. Default: the worker's Prefect image."),
      cpu: z.number().positive().max(192).optional().describe("vCPUs of the task: 0.25, 0.5, 1, 2 …"),
      memory: z.number().positive().max(768).optional().describe("GiB of memory of the task."),
      cluster: z
        .string()
        .min(1)
        .optional()
        .describe("Name or ARN of the cluster. Default: the account's default."),
      launch_type: z
        .enum(["FARGATE", "FARGATE_SPOT", "EC2", "EXTERNAL"])
        .optional()
        .describe("What it runs on. Default: FARGATE."),
      task_definition_arn: z.string().min(1).optional().describe("A task definition that exists already."),
      family: z
        .string()
        .min(1)
        .optional()
        .describe("Family of the task definition. Default: made of the names."),
      task_role_arn: z.string().min(1).optional().describe("Role of the running task."),
      execution_role_arn: z
        .string()
        .min(1)
        .optional()
        .describe("Role with which it is started; logs need it."),
      vpc_id: z.string().min(1).optional().describe("VPC of the task. Default: the account's default."),
      subnets: z.array(z.string().min(1)).min(1).optional().describe("Subnets of the task."),
      security_groups: z.array(z.string().min(1)).min(1).optional().describe("Security groups of the task."),
      credentials: z
        .string()
        .min(1)
        .optional()
        .describe("Name of an aws-credentials block, resolved when the run starts."),
      cloudwatch_logs: z.boolean().optional().describe("Whether its output goes to CloudWatch."),
      env: z.record(z.string().min(1), z.string()).optional().describe("Environment variables."),
      labels: z.record(z.string().min(1), z.string()).optional().describe("Tags of the task."),
      start_timeout: z.number().int().positive().optional().describe("Seconds that it has to start."),
      command: z.string().min(1).optional().describe("Command of the run. Default: Prefect's own."),
      ...poolVariables,
    })
    .superRefine(checkPool)
    .refine(
      ({ vpc_id: vpc, subnets, security_groups: groups }) => vpc !== undefined || !(subnets ?? groups),
      {
        path: ["vpc_id"],
        error: "subnets and security_groups need the vpc_id",
      },
    )
    .superRefine(({ launch_type: launch = "FARGATE", cpu, memory }, issues) => {
      if (!launch.startsWith("FARGATE")) return;
      const refuse = (path: string, message: string): void => {
        issues.addIssue({ code: "custom", path: [path], message });
      };
      const size = fargate.get((cpu ?? 1) * 1_024);
      if (size === undefined) {
        const sizes = [...fargate.keys()].map((units) => units / 1_024).join(", ");
        refuse("cpu", `cpu is ${String(cpu)}; Fargate has ${sizes}`);
      } else if (memory !== undefined) {
        const [least, most, step] = size;
        const wanted = memory * 1_024;
        if (wanted >= least && wanted <= most && (wanted % step === 0 || wanted === least)) return;
        const range = `${String(least / 1_024)} to ${String(most / 1_024)} GiB`;
        const steps = `in steps of ${String(step / 1_024)}`;
        refuse(
          "memory",
          `memory is ${String(memory)}; with cpu ${String(cpu ?? 1)} Fargate has ${range} ${steps}`,
        );
      }
    }),
  build: (given) =>
    runsIn(
      { type: "ecs", purpose: "ecs", inImage: true },
      given,
      dropUndefined({
        image: given.image,
        cpu: given.cpu === undefined ? undefined : Math.round(given.cpu * 1_024),
        memory: given.memory === undefined ? undefined : Math.round(given.memory * 1_024),
        cluster: given.cluster,
        launch_type: given.launch_type,
        task_definition_arn: given.task_definition_arn,
        family: given.family,
        task_role_arn: given.task_role_arn,
        execution_role_arn: given.execution_role_arn,
        vpc_id: given.vpc_id,
        network_configuration: network(given.subnets, given.security_groups),
        aws_credentials:
          given.credentials === undefined
            ? undefined
            : `{{ prefect.blocks.aws-credentials.${given.credentials} }}`,
        configure_cloudwatch_logs: given.cloudwatch_logs,
        env: given.env,
        labels: given.labels,
        task_start_timeout_seconds: given.start_timeout,
        command: given.command,
      }),
    ),
});

function network(
  subnets: readonly string[] | undefined,
  securityGroups: readonly string[] | undefined,
): JsonObject | undefined {
  if (subnets === undefined && securityGroups === undefined) return undefined;
  return dropUndefined({ subnets, securityGroups });
}

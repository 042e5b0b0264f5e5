import { defineRecipe, dropUndefined, z } from "../kit.ts";
import { checkPool, poolVariables, runsIn } from "./infrastructure/pool.ts";
import { bytes, memoryQuantity } from "./infrastructure/quantities.ts";

const texts = z.record(z.string().min(1), z.string());

/** Each flow run as a container of the Docker engine that a worker talks to. */
export const docker = defineRecipe({
  name: "docker",
  summary: "Runs each flow run in a Docker container.",
  variables: z
    .strictObject({
      image: z.string().min(1).optional().describe("Image of the run. Default: the worker's Prefect image."),
      image_pull_policy: z
        .enum(["IfNotPresent", "Always", "IfPossible", "Never"])
        .optional()
        .describe("When the image is pulled. Default: never if it is there and has a tag."),
      registry_credentials: z
        .string()
        .min(1)
        .optional()
        .describe("Name of a docker-registry-credentials block, resolved when the run starts."),
      memory: memoryQuantity.optional().describe("Memory that the container may use: GiB, or 512Mi."),
      memory_and_swap: memoryQuantity.optional().describe("Memory and swap together; at least memory."),
      env: texts.optional().describe("Environment variables."),
      labels: texts.optional().describe("Labels of the container."),
      volumes: z.array(z.string().min(1)).optional().describe("Mounts: /on/host:/in/container."),
      networks: z.array(z.string().min(1)).optional().describe("Networks that it joins."),
      network_mode: z.string().min(1).optional().describe("Instead of networks: host, bridge …"),
      auto_remove: z
        .boolean()
        .optional()
        .describe("Whether it is removed when it has ended. Default: false."),
      privileged: z.boolean().optional().describe("Whether it may do all that its host may. Default: false."),
      command: z.string().min(1).optional().describe("Command of the run. Default: Prefect's own."),
      ...poolVariables,
    })
    .superRefine(checkPool)
    .refine(({ networks, network_mode: mode }) => networks === undefined || mode === undefined, {
      path: ["network_mode"],
      error: "networks and network_mode are both given",
    })
    .refine(({ memory, memory_and_swap: both }) => both === undefined || memory !== undefined, {
      path: ["memory_and_swap"],
      error: "memory_and_swap needs memory",
    }),
  build: (given) =>
    runsIn(
      { type: "docker", purpose: "docker", inImage: true },
      given,
      dropUndefined({
        image: given.image,
        image_pull_policy: given.image_pull_policy,
        registry_credentials:
          given.registry_credentials === undefined
            ? undefined
            : `{{ prefect.blocks.docker-registry-credentials.${given.registry_credentials} }}`,
        mem_limit: inBytes(given.memory),
        memswap_limit: inBytes(given.memory_and_swap),
        env: given.env,
        labels: given.labels,
        volumes: given.volumes,
        networks: given.networks,
        network_mode: given.network_mode,
        auto_remove: given.auto_remove,
        privileged: given.privileged,
        command: given.command,
      }),
    ),
});

/** Docker knows `g` and `m`, but not the units of Kubernetes. */
function inBytes(quantity: string | undefined): string | undefined {
  return quantity === undefined ? undefined : `${String(Math.ceil(bytes(quantity)))}b`;
}

import { defineRecipe, dropUndefined, z } from "../kit.ts";
import { checkPool, poolVariables, runsIn } from "./infrastructure/pool.ts";

/** Each flow run as a process on a machine where a worker lives. */
export const process = defineRecipe({
  name: "process",
  summary: "Runs each flow run as a process on the worker's machine.",
  variables: z
    .strictObject({
      env: z.record(z.string().min(1), z.string()).optional().describe("Environment variables."),
      working_dir: z
        .string()
        .min(1)
        .optional()
        .describe("Folder in which it runs. Default: a temporary one."),
      command: z.string().min(1).optional().describe("Command of the run. Default: Prefect's own."),
      stream_output: z.boolean().optional().describe("Whether the worker prints its output. Default: true."),
      ...poolVariables,
    })
    .superRefine(checkPool),
  build: (given) =>
    runsIn(
      { type: "process", purpose: "process" },
      given,
      dropUndefined({
        env: given.env,
        working_dir: given.working_dir,
        command: given.command,
        stream_output: given.stream_output,
      }),
    ),
});

import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import type { FlowOptions, TaskOptions } from "./flow-options.ts";

const seconds = z.number().min(0);
const call = z.custom<(...input: never[]) => unknown>(
  (value) => typeof value === "function",
  "expected a function",
);
const hooks = z.array(call).readonly().optional();
const common = {
  name: z.string().optional(),
  description: z.string().optional(),
  version: z.string().optional(),
  retries: z.int().min(0).optional(),
  timeoutSeconds: z.number().positive().optional(),
  logPrints: z.boolean().optional(),
  tags: z.array(z.string().min(1)).readonly().optional(),
  persistResult: z.boolean().optional(),
  resultStorage: z
    .string()
    .regex(/^(local-file-system|s3-bucket)\/[^/]+$/, "expected local-file-system/NAME or s3-bucket/NAME")
    .optional(),
  onCompletion: hooks,
  onFailure: hooks,
};
const runName = z.union([z.string().min(1), call]).optional();
const shapes = {
  flow: z.strictObject({
    ...common,
    retryDelaySeconds: seconds.optional(),
    flowRunName: runName,
    validateParameters: z.boolean().optional(),
    onRunning: hooks,
    onCancellation: hooks,
    onCrashed: hooks,
  }),
  task: z.strictObject({
    ...common,
    retryDelaySeconds: z.union([seconds, z.array(seconds).min(1).readonly(), call]).optional(),
    retryJitterFactor: seconds.optional(),
    retryCondition: call.optional(),
    taskRunName: runName,
    cachePolicy: z
      .union([z.literal("none"), z.array(z.enum(["inputs", "source", "runId"])).readonly()])
      .optional(),
    cacheKey: call.optional(),
    cacheExpirationSeconds: z.number().positive().optional(),
    refreshCache: z.boolean().optional(),
    mapConcurrency: z.int().positive().optional(),
  }),
};

/**
 * Checks what a flow or task is declared with: programs in JavaScript have no types.
 *
 * @throws MetaPrefectError `invalid-flow`
 */
export function checkOptions(kind: "flow" | "task", name: string, options: FlowOptions | TaskOptions): void {
  if (name === "" || /[/%]/.test(name)) {
    throw new MetaPrefectError("invalid-flow", `a ${kind} cannot have the name "${name}"`, {
      hint: "give it a `name` without / and %; only a function with a name needs none",
    });
  }
  const checked = shapes[kind].safeParse(options);
  const [issue] = checked.success ? [] : describeIssues(checked.error.issues, options, shapes[kind]);
  if (issue === undefined) return;
  const place = issue.path.join(".");
  throw new MetaPrefectError("invalid-flow", `${kind} ${name}: ${place}: ${issue.message}`, {
    hint: issue.hint ?? "its options are Prefect's own, in camelCase",
  });
}

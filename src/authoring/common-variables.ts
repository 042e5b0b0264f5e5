import { z } from "zod";
import type { JsonObject } from "../interfaces/json.ts";
import { nameFinding } from "../util/names.ts";

/** A map of names to any JSON values. */
export const jsonObject: z.ZodType<JsonObject, JsonObject> = z.record(z.string(), z.json());

/** A name that Prefect takes for a deployment, a pool or a queue: not empty, without `/ % & < >` and outer blanks. */
export const nameVariable = z.string().superRefine((name, context) => {
  const finding = nameFinding("given", name);
  if (finding === undefined) return;
  context.addIssue({ code: "custom", message: finding.message, params: { hint: finding.hint } });
});

/** The environment that a recipe fixes for its deployment, whatever the run's is. */
export const environmentVariable = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, "expected letters, digits, dots, hyphens and underscores")
  .optional()
  .describe("Environment of the deployment. Default: that of the run.");

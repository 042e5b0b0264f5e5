import { z } from "zod";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { componentForm } from "../component-form.ts";
import { workPool } from "../declare.ts";

const template = z.record(z.string(), z.json());

/** How a work pool is written in the project file. */
export const workPoolForm = componentForm({
  key: "work_pool",
  summary: "A work pool of ours.",
  fields: z.strictObject({
    name: z.string().min(1).describe("Its name."),
    type: z.string().min(1).describe("Worker type, for example process; it cannot change later."),
    description: z.string().optional().describe("For people; our mark is put behind it."),
    concurrency_limit: z.number().int().min(0).nullable().optional().describe("Runs at the same time."),
    paused: z
      .boolean()
      .optional()
      .describe("Whether it hands out no runs; what people toggle stays if absent."),
    template_patches: z
      .array(
        z.strictObject({
          path: z.array(z.string().min(1)).min(1).describe("Keys from the template's root."),
          value: z.json().describe("What shall stand there."),
        }),
      )
      .optional()
      .describe("Changes to the base job template; nothing else of it is touched."),
    base_job_template: template.optional().describe("A whole base job template instead."),
  }),
  toComponent: ({ name, type, ...fields }) =>
    workPool({
      name,
      type,
      ...dropUndefined({
        description: fields.description,
        concurrencyLimit: fields.concurrency_limit,
        paused: fields.paused,
        templatePatches: fields.template_patches,
        baseJobTemplate: fields.base_job_template,
      }),
    }),
});

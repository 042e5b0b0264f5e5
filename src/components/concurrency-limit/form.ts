import { z } from "zod";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { componentForm } from "../component-form.ts";
import { globalConcurrencyLimit, tagConcurrencyLimit } from "./declare.ts";

const slots = z.number().int().min(0);

/** How a global concurrency limit is written in the project file. */
export const globalConcurrencyLimitForm = componentForm({
  key: "global_concurrency_limit",
  summary: "A concurrency limit of ours that deployments, flows and tasks share by its name.",
  fields: z
    .strictObject({
      name: z.string().min(1).describe("Its name."),
      limit: slots.optional().describe("Slots; enforced at every deploy."),
      initial_limit: slots.optional().describe("Slots when it is made; what people change later stays."),
      slot_decay_per_second: z
        .number()
        .min(0)
        .optional()
        .describe("Slots that become free by themselves in a second, for rate limits."),
      active: z
        .boolean()
        .optional()
        .describe("Whether it limits anything; what people toggle stays if absent."),
    })
    .refine(({ limit, initial_limit: initial }) => (limit === undefined) !== (initial === undefined), {
      path: ["limit"],
      error: "give either limit or initial_limit",
      params: { hint: "limit is enforced at every deploy, initial_limit holds only when it is made" },
    }),
  toComponent: ({ name, limit, initial_limit: initialLimit, slot_decay_per_second: decay, active }) =>
    globalConcurrencyLimit({
      name,
      ...dropUndefined({ limit, initialLimit, slotDecayPerSecond: decay, active }),
    }),
});

/** How the limit of a tag is written in the project file. */
export const tagConcurrencyLimitForm = componentForm({
  key: "tag_concurrency_limit",
  summary: "A limit of ours on task runs with a tag.",
  fields: z.strictObject({
    tag: z.string().min(1).describe("Tag of task runs."),
    limit: slots.describe("Task runs at the same time."),
  }),
  toComponent: tagConcurrencyLimit,
});

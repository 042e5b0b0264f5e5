import { z } from "zod";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { componentForm } from "../component-form.ts";
import { external, workQueue } from "../declare.ts";

/** How a work queue is written in the project file. */
export const workQueueForm = componentForm({
  key: "work_queue",
  summary: "A work queue of ours in a work pool, which is declared beside it or exists.",
  fields: z.strictObject({
    pool: z.string().min(1).describe("Name of its work pool."),
    name: z.string().min(1).describe("Its name."),
    description: z.string().optional().describe("For people; our mark is put behind it."),
    concurrency_limit: z
      .number()
      .int()
      .min(0)
      .nullable()
      .optional()
      .describe("Runs at the same time; null: as many as there are."),
    priority: z
      .number()
      .int()
      .min(1)
      .optional()
      .describe("1 goes first; queues of a pool have different ones."),
  }),
  toComponent: ({ pool, name, concurrency_limit: concurrencyLimit, priority, description }) =>
    workQueue({
      pool: external("work-pool", pool),
      queue: name,
      ...dropUndefined({ concurrencyLimit, priority, description }),
    }),
});

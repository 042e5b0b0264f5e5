import { z } from "zod";
import { componentForm } from "./component-form.ts";
import { external, type ExternalKind } from "./declare.ts";

const kinds = {
  work_pool: "work-pool",
  work_queue: "work-queue",
  block: "block",
  variable: "variable",
  global_concurrency_limit: "global-concurrency-limit",
  deployment: "deployment",
  automation: "automation",
} as const satisfies Readonly<Record<string, ExternalKind>>;

/** How a thing that somebody else owns is written in the project file. */
export const externalForm = componentForm({
  key: "external",
  summary: "Something that must exist already and is never written, because somebody else owns it.",
  fields: z.strictObject({
    kind: z
      .enum([
        "work_pool",
        "work_queue",
        "block",
        "variable",
        "global_concurrency_limit",
        "deployment",
        "automation",
      ])
      .describe("What it is."),
    name: z
      .string()
      .min(1)
      .describe(
        "Its name; a queue's is `pool/queue`, a block's `type-slug/name`, a deployment's `flow/deployment`.",
      ),
  }),
  toComponent: ({ kind, name }) => external(kinds[kind], name),
});

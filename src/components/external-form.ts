import { z } from "zod";
import { componentForm } from "./component-form.ts";
import { external } from "./declare.ts";

/** How a thing that somebody else owns is written in the project file. */
export const externalForm = componentForm({
  key: "external",
  summary: "Something that must exist already and is never written, because somebody else owns it.",
  fields: z.strictObject({
    kind: z.enum(["work_pool", "work_queue"]).describe("What it is."),
    name: z.string().min(1).describe("Its name; a queue's is `pool/queue`."),
  }),
  toComponent: ({ kind, name }) => external(kind === "work_pool" ? "work-pool" : "work-queue", name),
});

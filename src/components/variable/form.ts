import { z } from "zod";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { componentForm } from "../component-form.ts";
import { variable } from "./declare.ts";

/** How a variable is written in the project file. */
export const variableForm = componentForm({
  key: "variable",
  summary: "A Prefect variable of ours.",
  fields: z.strictObject({
    name: z.string().describe("Lower-case letters, digits, `-` and `_`, at most 255."),
    value: z.json().describe("Any JSON, at most 5,000 bytes."),
    tags: z
      .array(z.string())
      .optional()
      .describe("Beside our marks; those that people gave it stay if absent."),
  }),
  toComponent: ({ name, value, tags }) => variable({ name, value, ...dropUndefined({ tags }) }),
});

import { z } from "zod";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { componentForm } from "../component-form.ts";
import { block, blockType } from "./declare.ts";

const json = z.record(z.string(), z.json());

/** How a block is written in the project file. */
export const blockForm = componentForm({
  key: "block",
  summary: "A block document of ours, of any type that the server has or the project declares.",
  fields: z.strictObject({
    type: z.string().min(1).describe("Slug of the block type, for example aws-credentials."),
    name: z.string().min(1).describe("Name of the document: lower-case letters, digits and dashes."),
    fields: json
      .default({})
      .describe(
        "By name. A secret is { $secret: { env: NAME } }, { $secret: { file: PATH } } or { $secret: { command: [PROGRAM, …] } }, another block { $ref: TYPE/NAME }.",
      ),
  }),
  toComponent: (fields) => block(fields),
});

/** How a block type is written in the project file. */
export const blockTypeForm = componentForm({
  key: "block_type",
  summary: "A block type with its schema that the project brings along.",
  fields: z.strictObject({
    slug: z.string().min(1).describe("Lower-case letters, digits and dashes."),
    name: z.string().min(1).describe("As Prefect's UI shows it."),
    schema: json.describe("JSON Schema of the fields."),
    secret_fields: z.array(z.string().min(1)).optional().describe("Dotted paths; `nested.*` for all below."),
    capabilities: z
      .array(z.string().min(1))
      .optional()
      .describe("What its blocks can do, for example notify."),
    description: z.string().optional().describe("For people."),
    logo_url: z.string().optional().describe("Of a picture."),
    documentation_url: z.string().optional().describe("Of a page about it."),
  }),
  toComponent: ({ slug, name, schema, capabilities, description, ...fields }) =>
    blockType({
      slug,
      name,
      schema,
      ...dropUndefined({
        secretFields: fields.secret_fields,
        capabilities,
        description,
        logoUrl: fields.logo_url,
        documentationUrl: fields.documentation_url,
      }),
    }),
});

import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Json } from "../../interfaces/json.ts";
import { describeIssues } from "../../util/describe-issues.ts";

const json: z.ZodType<Json> = z.json();
export const text = z.string().min(1);
export const object = z.record(z.string(), json);
export const identifier = text.regex(/^[A-Za-z_]\w*$/, "expected a name of Python");
export const dotted = text.regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, "expected a module of Python");
/** What a deployment may run on. Those after `local` are types of work pools. */
export const infrastructures = [
  ...["docker", "kubernetes", "process", "local", "ecs", "cloud-run", "cloud-run-v2", "vertex-ai"],
  "azure-container-instance",
] as const;
export const infrastructure = z.enum(infrastructures);
/** Options of `package`, by their documented names; those with `lolpop_` before them work too. */
export const packagingOptions = z.strictObject({
  class: identifier,
  module: dotted.default("lolpop.runner"),
  entrypoint: identifier.default("build_all"),
  flow_name: identifier.default("prefect_entrypoint"),
  package_type: z.literal("docker", "expected docker").default("docker"),
  base_image: text.optional(),
  prefect_files: text.default("prefect_files").transform((path) => path.replace(/\/+$/, "")),
  copy_files: z.array(text).default([]),
  install_location: z.union([text, z.array(text)]).optional(),
  run_cmd: z.union([text, z.array(text).min(1)]).optional(),
  config_file: text.optional(),
  dockerfile_path: text.default("Dockerfile"),
  docker_image_tag: text.optional(),
  build_image: z.boolean().default(true),
  push_image: z.boolean().default(false),
  docker_kwargs: z.record(z.string(), z.string()).default({}),
  skip_validation: z.boolean().default(false),
  create_deployment: z.boolean().default(false),
  flow_kwargs: object.default({}),
  work_pool: text.optional(),
  job_variables: object.default({}),
});

/** Options of `stop`, `status` and `delete`, by their documented names. */
export const namingOptions = z.strictObject({
  deployment_name: text.describe("`flow/deployment`, or the deployment of the flow of an entrypoint script."),
  deployment_type: infrastructure.default("docker").describe("What it runs on."),
  flow_entrypoint: identifier.default("prefect_entrypoint").describe("Function of the flow."),
  docker_image_name: text.optional().describe("Image of the containers, instead of our mark on them."),
  namespace: text.default("lolpop").describe("Where a cluster serves it."),
});
/** Checked options of `stop`, `status` and `delete`. */
export type Naming = z.output<typeof namingOptions>;

/** Checked options of `package`. */
export type Packaging = z.output<typeof packagingOptions>;

/** `copyFiles` and `lolpop_copy_files` are `copy_files`. */
function documentedName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/^lolpop_/, "");
}

type Camel<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Camel<Tail>>}`
  : Name;

/** Options by their documented names, or as TypeScript spells such names: `copy_files` or `copyFiles`. */
export type EitherSpelling<Options> = Partial<Options> & {
  readonly [Name in keyof Options & string as Camel<Name>]?: Options[Name];
};

/** Options of `package`. */
export type PackagingOptions = EitherSpelling<z.input<typeof packagingOptions>>;

/**
 * Checks options, every mistake at once.
 *
 * @throws MetaPrefectError `invalid-orchestration`
 */
export function checked<Schema extends z.ZodType>(
  schema: Schema,
  given: object,
  what: string,
): z.output<Schema> {
  const entries = Object.entries(given).flatMap(([key, value]): (readonly [string, unknown])[] =>
    value === undefined || value === null ? [] : [[documentedName(key), value]],
  );
  const plain = Object.fromEntries(entries);
  const [twice] = entries.find(([key], index) => entries.findIndex(([other]) => other === key) < index) ?? [];
  if (twice !== undefined)
    throw new MetaPrefectError("invalid-orchestration", `${twice} is given in two spellings`, {
      hint: "keep one of them",
    });
  const result = schema.safeParse(plain);
  if (result.success) return result.data;
  const issues = describeIssues(result.error.issues, plain, schema);
  const said = issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw new MetaPrefectError(
    "invalid-orchestration",
    `${what} cannot be done like this: ${said.join("; ")}`,
    {
      hint:
        issues.find(({ hint }) => hint !== undefined)?.hint ??
        "`meta-prefect deployment options` lists what there is",
    },
  );
}

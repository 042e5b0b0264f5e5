import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Json } from "../../interfaces/json.ts";
import { describeIssues } from "../../util/describe-issues.ts";

const text = z.string().min(1);
const json: z.ZodType<Json> = z.json();
const object = z.record(z.string(), json);
const identifier = text.regex(/^[A-Za-z_]\w*$/, "expected a name of Python");
const dotted = text.regex(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, "expected a module of Python");
const pullPolicy = z.enum(["Always", "IfNotPresent", "Never"]);
const infrastructure = z.enum(["docker", "kubernetes", "process", "local"]);

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
  push_image: z.boolean().default(false),
  docker_kwargs: z.record(z.string(), z.string()).default({}),
  skip_validation: z.boolean().default(false),
  create_deployment: z.boolean().default(false),
  flow_kwargs: object.default({}),
  work_pool: text.optional(),
  job_variables: object.default({}),
});

/** Options of `deploy`, by their documented names. */
export const deployingOptions = z.strictObject({
  deployment_name: text,
  deployment_type: infrastructure.default("docker"),
  work_pool: text.optional(),
  flow_class: dotted.default("prefect_files.run"),
  flow_entrypoint: identifier.default("prefect_entrypoint"),
  docker_image_name: text.optional(),
  k8s_deployment_manifest: text.optional(),
  dockerfile: text.default("Dockerfile"),
  push_image: z.boolean().default(false),
  job_variables: object.default({}),
  secret_name: text.default("prefect-secrets"),
  num_replicas: z.number().int().min(0).default(1),
  prefect_api_key: text.default("prefect-api-key"),
  prefect_api_url: text.default("prefect-api-url"),
  namespace: text.default("lolpop"),
  manifest_path: text.default("prefect_files/deployment_manifest.yaml"),
  image_pull_policy: pullPolicy.default("Never"),
  flow_kwargs: object.default({}),
  deployment_kwargs: object.default({}),
});

/** Options of `stop`, by their documented names. */
export const stoppingOptions = z.strictObject({
  deployment_name: text,
  deployment_type: infrastructure.default("docker"),
  docker_image_name: text.optional(),
  namespace: text.default("lolpop"),
});

/** Checked options of `package`. */
export type Packaging = z.output<typeof packagingOptions>;
/** Checked options of `deploy`. */
export type Deploying = z.output<typeof deployingOptions>;

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
  const plain = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]): (readonly [string, unknown])[] =>
      value === undefined || value === null ? [] : [[key.replace(/^lolpop_/, ""), value]],
    ),
  );
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
        "`meta-prefect help deployment` shows an example",
    },
  );
}

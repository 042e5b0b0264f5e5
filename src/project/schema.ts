/**
 * The format of `meta_prefect.yaml`, YAML 1.2 in UTF-8 (`meta_prefect.yml` works too, both at once do not). It is
 * looked for in the project's folder and above, up to the home folder. All paths are relative to the file's folder.
 * Every key is optional; a key that is not listed here is an error.
 *
 * ```yaml
 * name: acme                      # the project, the mark on all that it owns; lower-case letters, digits, . _ -
 *                                 # default: the name in package.json, else in pyproject.toml, else the folder's
 * flows: ["flows/**\/*.py"]       # where Python flows are looked for, a glob or a list; default "**\/*.py"
 * modules: [deployments/ml.ts]    # TypeScript or JavaScript files that export wrapped flows
 * recipes: [./recipes/nightly.ts, "@acme/recipes"]  # team recipes: files (./…) or npm packages
 * policies:                       # guards that look at all deployments of a run; made with defineGuard
 *   - owner_tag
 *   - max_cpu: { limit: 4 }
 * python: .venv/bin/python        # interpreter of workers that run this project's flows
 * inspect: auto                   # how flows are read: static (from the source only), python (by Prefect itself), or
 *                                 # auto: by Prefect where the source does not say all; also a key of an entry, which
 *                                 # may say none: the code is elsewhere, and `extra` has all that there is to say
 * inspect_timeout: 60             # seconds that Prefect may take to load one flow
 *
 * include: deployments/*.yaml     # more files, a glob or a list; each may have `deployments` and `components`
 * prune: true                     # every deploy deletes what is ours and no longer declared; default false
 *
 * ib_blocks:                      # for deployments files (deploy -f FILE): the work pool of each infrastructure block,
 *   ecs-task/dev: ecs-dev         # by its name, or what the recipe work_pool takes: { name: ecs-dev, type: ecs }
 *
 * defaults:                       # for every entry below `deployments`
 *   recipes: [versioneer]         # wrapped innermost, before the entry's own
 *   variables:                    # by recipe
 *     eks: { memory: 8 }
 * environments:                   # on top of the defaults, in one environment
 *   prod:
 *     api: { url: "https://prefect.acme.com/api", key: "${PREFECT_PROD_KEY}" }
 *                                 # where it lives: url, profile, ca; secrets (key, auth_string, headers) only as the
 *                                 # name of a variable. It wins over what the machine is configured for
 *     work_pool: k8s-prod         # instead of the pool that recipes chose; or { name: k8s-prod, queue: urgent }
 *     image: "registry.acme.com/etl:${TAG:-main}"  # instead of the image that recipes set
 *     schedules: { active: true } # whether new schedules are on; enforce: true sets it again at every deploy
 *     recipes: [on_call]
 *     variables:
 *       eks: { memory: 64 }
 *
 * deployments:
 *   add-two-numbers-flow:         # the flow's name, its function's name, or `flows/add.py:add_two_numbers`
 *     - recipe: local_run_deployer
 *       variables:
 *         name: local-run
 *         schedule: { rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA", timezone: US/Pacific }
 *   train:
 *     - name: nightly             # of the deployment; a recipe may choose another
 *       environment: prod         # fixes the entry's environment
 *       recipes:                  # several, the first one innermost
 *         - eks: { cpu: 2 }
 *         - versioneer
 *       parameters_schema: { day: { type: string, format: date } }
 *                                 # JSON Schemas of parameters, instead of what is read (or cannot be read)
 *       extra: { job_variables: { image: "${REGISTRY:-docker.io}/train:${env}" } }
 *                                 # fields of Prefect's API, on top of what recipes set
 *       ignore_changes: [description, parameters.day, schedules.nightly.active]
 *                                 # what people may change in Prefect without a deploy changing it back
 *       renamed_from: daily       # its name before, or flow/name: it takes over from that one, which is deleted
 *       protect: true             # never deleted, also when it is no longer declared (deploy once to say so)
 *
 * components:                     # what must exist whether a deployment needs it or not; docs/components.md
 *   - variable: { name: region, value: eu }
 *   - work_pool: { name: "batch-${env}", type: process }
 *     environments: [prod, staging]  # default: the run's environment
 * ```
 *
 * An entry has either `recipe` (with `variables`) or `recipes`; with neither it needs a `name`.
 *
 * **Variables** of a recipe are layered: `defaults` < `environments.<environment>` < the recipe's entry. Mappings are
 * merged deep, lists and plain values replaced. Then the recipes run, the entry's own last; over what they made go
 * `work_pool`, `image` and `schedules` of the environment, and over all the entry's `extra`. `meta-prefect explain
 * FLOW/DEPLOYMENT` shows for each value where it comes from.
 *
 * **Environment** of an entry: what its `environment` key or one of its recipes fixes (two different ones are an
 * error) > `--env` > `META_PREFECT__ENV` > `dev`. With `--env`, entries that fix another environment are left out.
 *
 * **Environments** of a component work the same way: one component for each that is listed, without a list the run's.
 * A thing belongs to one environment, so put `${env}` into its name where several are listed.
 *
 * **Interpolation** works in every string value, never in keys: `${VAR}` (an error when it is not set),
 * `${VAR:-default}` (also when it is empty), `${env}` (the entry's environment), `$${` for a plain `${`. The result
 * is always a string. A variable that is called like a secret (`GH_TOKEN`, `DB_PASSWORD`), or that a `$secret` names, is
 * refused: Prefect would show it; docs/storage.md says what to write instead.
 *
 * Anchors, aliases and merge keys (`<<: *base`) work within the file.
 */
import { z } from "zod";

/** What marks of ownership can be made of, as project names are. */
export const projectNamePattern = /^[a-z0-9]([a-z0-9._-]{0,61}[a-z0-9])?$/;

/** What environments can be called. */
export const environmentPattern = /^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/;

/** Says what {@link environmentPattern} takes. */
export const environmentRule = "expected letters, digits, dots, hyphens and underscores, at most 63";

const inspectMode = z.enum(["static", "python", "auto"]);
const jsonType = z.enum(["string", "number", "integer", "boolean", "object", "array", "null"]);
const parameterSchema = z.looseObject(
  { type: z.union([jsonType, z.array(jsonType).min(1)], "expected a type of JSON Schema").optional() },
  "expected a JSON Schema, for example { type: string }",
);

const text = z.string().min(1, "expected some text");
const mapping = z.record(z.string(), z.unknown(), "expected a mapping");
const step = z.union([text, z.record(z.string(), mapping.nullable())]).superRefine((value, context) => {
  if (typeof value === "string" || Object.keys(value).length === 1) return;
  const message = "a list item under recipes has one key, the recipe's name";
  const hint = "write `- eks: { cpu: 2 }`; begin every recipe with a hyphen of its own";
  context.addIssue({ code: "custom", message, params: { hint } });
});

/** What looks at all deployments of a run. */
export const policiesSchema = z.array(step, "expected a list of policies").nullish();

const layer = {
  recipes: z.array(step).nullish(),
  variables: z.record(z.string(), mapping.nullable()).nullish(),
};

/** The keys beside `deployments`, each with the schema of its value. */
export const headSchema = z.strictObject(
  {
    name: text
      .regex(
        projectNamePattern,
        "expected lower-case letters, digits, dots, hyphens and underscores, at most 63",
      )
      .optional(),
    flows: z.union([text, z.array(text).min(1, "expected at least one glob")]).default("**/*.py"),
    modules: z.array(text).nullish(),
    recipes: z.array(text).nullish(),
    policies: policiesSchema,
    environments: z.record(z.string(), z.unknown(), "expected a mapping of environments").nullish(),
    defaults: z.unknown().optional(),
    include: z.union([text, z.array(text).min(1, "expected at least one glob")]).optional(),
    python: text.optional(),
    inspect: inspectMode.optional(),
    inspect_timeout: z.number().positive().max(86_400).optional(),
    prune: z.boolean().optional(),
    deployments: z.unknown().optional(),
    components: z.unknown().optional(),
    ib_blocks: z.record(z.string(), z.unknown(), "expected a mapping").nullish(),
  },
  "expected a mapping",
);

/** The environments that an item of `components` is for. */
export const componentEnvironments = z
  .array(
    text.regex(environmentPattern, environmentRule),
    "expected a list of environments, for example [prod]",
  )
  .min(1, "expected at least one environment")
  .optional();

/** What `defaults` may hold. */
export const layerSchema = z.strictObject(layer, "expected a mapping with `recipes` or `variables`");

/** What each environment may hold. */
export const environmentSchema = z.strictObject(
  {
    ...layer,
    api: z
      .strictObject({
        url: text.optional(),
        profile: text.optional(),
        ca: text.optional(),
        key: text.optional(),
        auth_string: text.optional(),
        headers: z.record(z.string(), text).optional(),
      })
      .nullish(),
    work_pool: z
      .union([text, z.strictObject({ name: text, queue: text.optional() })], "expected a work pool's name")
      .nullish(),
    image: text.nullish(),
    schedules: z.strictObject({ active: z.boolean(), enforce: z.boolean().optional() }).nullish(),
  },
  "expected a mapping with `recipes`, `variables`, `api`, `work_pool`, `image` or `schedules`",
);

/** One deployment of a flow. */
export const entrySchema = z.strictObject(
  {
    name: text.optional(),
    environment: text.regex(environmentPattern, environmentRule).optional(),
    recipe: text.optional(),
    variables: mapping.nullish(),
    recipes: z.array(step).min(1, "expected at least one recipe").optional(),
    inspect: z.enum([...inspectMode.options, "none"]).optional(),
    parameters_schema: z.record(z.string(), parameterSchema, "expected a mapping of parameters").nullish(),
    extra: mapping.nullish(),
    ignore_changes: z.array(text, "expected a list of paths, for example [description]").optional(),
    renamed_from: text.optional(),
    protect: z.boolean().optional(),
  },
  "expected a mapping with `recipe` or `recipes`",
);

/** An entry whose shape is right. */
export type EntryDeclaration = z.output<typeof entrySchema>;
/** An item of a list under `recipes`. */
export type StepDeclaration = z.output<typeof step>;

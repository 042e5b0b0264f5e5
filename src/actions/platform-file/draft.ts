import { basename, dirname, extname, join } from "node:path";
import { stat } from "node:fs/promises";
import { hasErrors, problem, warning } from "../../errors/diagnostics.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { RunOptions } from "../../interfaces/options.ts";
import { checkShape } from "../../project/check-shape.ts";
import type { ProjectDraft } from "../../project/open-project.ts";
import { readYaml } from "../../project/read-yaml.ts";
import { kubernetesPatches } from "../../recipes/infrastructure/kubernetes-template.ts";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { legal } from "../orchestrator/entrypoint-script.ts";
import { platformShape, type PlatformSection } from "./shape.ts";

/** Names of the variable with the key of Prefect's API, the first that is set counts. */
const tokenNames = ["TF_VAR_prefect_token", "PREFECT_API_KEY"] as const;

/**
 * A platform file as a project: a work pool whose defaults are the overrides, a worker in the cluster, and a block for each
 * secret. Secrets are named by variables of the environment, all that is missing is told at once.
 *
 * @param file absolute
 */
export async function platformDraft(
  file: string,
  env: RunOptions["env"],
): Promise<{ readonly draft: ProjectDraft; readonly diagnostics: readonly Diagnostic[] }> {
  const shown = basename(file);
  const { value, locator, diagnostics: found } = await readYaml(file, shown);
  const diagnostics: Diagnostic[] = [...found];
  const report = (one: Diagnostic): void => void diagnostics.push(one);
  const twin = file.slice(0, -extname(file).length) + (extname(file) === ".yaml" ? ".yml" : ".yaml");
  if (
    await stat(twin).then(
      () => true,
      () => false,
    )
  ) {
    const hint = "keep one of them";
    report(problem("invalid-platform-file", `${shown} and ${basename(twin)} are both there`, { hint }));
  }
  const checked =
    value &&
    checkShape(
      platformShape,
      value,
      {
        unknown: "unknown-key",
        missing: "invalid-platform-file",
        invalid: "invalid-platform-file",
        unknownMessage: (key) => `nothing of Prefect is called "${key}" in a platform file`,
        written: value,
        locate: (path, part) => (part === "key" ? locator.key(path) : locator.nearest(path)),
      },
      report,
    ).value;
  const name = legal(`${checked?.project_name ?? "platform"}-prefect`);
  const section = checked?.prefect;
  if (checked !== undefined && section?.enabled !== true)
    report(
      warning("platform-disabled", `${shown} does not enable Prefect`, {
        hint: "write prefect: { enabled: true }",
      }),
    );
  if (section?.enabled === true) for (const one of missing(section, env)) report(one);
  const major = /(?:^|\/)prefecthq\/prefect:([012])\./.exec(section?.image ?? "")?.[1];
  if (major !== undefined)
    report(
      warning(
        "invalid-platform-file",
        `${section?.image ?? ""} is an image of Prefect ${major}, which has no workers for this`,
        {
          hint: "prefecthq/prefect:3-latest-kubernetes has them",
          location: locator.nearest(["prefect", "image"]),
        },
      ),
    );
  const enabled = section?.enabled === true && !hasErrors(diagnostics);
  const components = enabled ? componentsOf(section, name, checked?.namespace ?? "dev", env) : [];
  const text = JSON.stringify({ name, flows: ".nothing", prune: true, components });
  const draft = { file: join(dirname(file), "meta_prefect.yaml"), text, at: locator.key(["prefect"]) };
  return { draft: dropUndefined(draft), diagnostics };
}

/** One mistake that lists every variable which is not set. */
function missing({ overrides = {} }: PlatformSection, env: RunOptions["env"]): readonly Diagnostic[] {
  const isSet = (name: string): boolean => (env[name] ?? "") !== "";
  const secrets = Object.entries(overrides.secretEnvVars ?? {});
  const plain = secrets.filter(([, value]) => referenceIn(value) === undefined).map(([name]) => name);
  const wanted = secrets.flatMap(([, value]) => referenceIn(value) ?? []);
  const unset = [
    ...(tokenNames.some(isSet) ? [] : [tokenNames[0]]),
    ...wanted.filter((name) => !isSet(name)),
  ];
  return [
    ...plain.map((name) =>
      problem("plain-secret", `the secret ${name} is written out in the platform file`, {
        hint: `write ${name}: \${${name}} and set the variable where this runs`,
      }),
    ),
    ...(unset.length === 0
      ? []
      : [
          problem(
            "missing-environment-variable",
            `environment variables that hold secrets are not set: ${unset.join(", ")}`,
            {
              hint: "set them where this runs; in CI as secrets of the repository",
            },
          ),
        ]),
  ];
}

function componentsOf(
  { image, overrides = {} }: PlatformSection,
  pool: string,
  namespace: string,
  env: RunOptions["env"],
): readonly JsonObject[] {
  const {
    limit,
    limits = limit,
    request,
    requests = request,
  } = overrides.prefect_agent?.job?.resources ?? {};
  const secrets = Object.entries(overrides.secretEnvVars ?? {}).map(([name, value]) => ({
    name,
    block: legal(name),
    from: referenceIn(value) ?? "",
  }));
  const variables: Readonly<Record<string, Json | undefined>> = {
    cpu_request: amount(overrides.JOB_CPU_REQUEST ?? requests?.cpu),
    cpu_limit: amount(overrides.JOB_CPU_LIMIT ?? limits?.cpu),
    memory_request: amount(overrides.JOB_MEM_REQUEST ?? requests?.memory),
    memory_limit: amount(overrides.JOB_MEM_LIMIT ?? limits?.memory),
    image_pull_policy: overrides.IMAGE_PULL_POLICY,
    image_pull_secrets: overrides.IMAGE_PULL_SECRETS?.map((name) => ({ name })),
    namespace,
    env: {
      ...overrides.envVars,
      ...Object.fromEntries(secrets.map(({ name, block }) => [name, `{{ prefect.blocks.secret.${block} }}`])),
    },
  };
  const defaults = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined ? [] : [{ path: ["variables", "properties", name, "default"], value }],
  );
  const token = tokenNames.find((name) => (env[name] ?? "") !== "") ?? tokenNames[0];
  return [
    ...secrets.map(({ block, from }): JsonObject => ({
      block: { type: "secret", name: block, fields: { value: { $secret: { env: from } } } },
    })),
    {
      work_pool: {
        name: pool,
        type: "kubernetes",
        template_patches: [
          ...kubernetesPatches.map(({ path, value }) => ({ path: [...path], value })),
          ...defaults,
        ],
      },
    },
    ...(overrides.PREFECT__CLOUD__AGENT__LABELS ?? []).map((label): JsonObject => ({
      work_queue: { pool, name: label },
    })),
    {
      cluster_worker: {
        ...{ pool, namespace, env: overrides.envVars ?? {}, api: { key: { $secret: { env: token } } } },
        ...(image !== undefined && { image }),
        ...(overrides.PREFECT__CLOUD__AGENT__LABELS !== undefined &&
          overrides.PREFECT__CLOUD__AGENT__LABELS.length > 0 && {
            work_queues: overrides.PREFECT__CLOUD__AGENT__LABELS,
          }),
      },
    },
  ];
}

/** The variable that `${NAME}` stands for. */
function referenceIn(value: string): string | undefined {
  return /^\$\{([A-Za-z_]\w*)\}$/.exec(value)?.[1];
}

function amount(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

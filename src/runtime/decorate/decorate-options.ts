import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { describeIssues } from "../../util/describe-issues.ts";

/** What a class is to the workflow: who starts it, a step of it, or what does the work. */
export type Integration = "runner" | "pipeline" | "component";

const integration = z.enum(["runner", "pipeline", "component"]);
const integrations = z
  .union([integration.transform((only) => [only]), z.array(integration)])
  .transform((list): readonly Integration[] => list);
const settings = z.record(
  z.string().regex(/^PREFECT_[A-Z0-9_]+$/, "expected the name of a Prefect setting"),
  z.union([z.string(), z.number(), z.boolean()]).transform(String),
);
const options = z.record(z.string(), z.unknown());

const shape = z
  .strictObject({
    integration_types: integrations.default(["runner", "pipeline", "component"]),
    integration_classes: z.array(z.string()).optional(),
    prefect_flow_integration: integrations.default(["runner", "pipeline"]),
    prefect_task_integration: integrations.default(["component"]),
    flow_kwargs: options.default({ log_prints: true }),
    task_kwargs: options.optional(),
    "task-kwargs": options.optional(),
    cache_tasks: z.boolean().default(true),
    decorator_method: z.string().min(1).default("decorator"),
    prefect_profile: z.string().min(1).default("default"),
    prefect_settings: settings.default({}),
  })
  .refine(
    (given) => given.task_kwargs === undefined || given["task-kwargs"] === undefined,
    "task_kwargs and task-kwargs are the same; give one of them",
  );

/** How classes are decorated; every key may be left out. */
export type DecorateOptions = z.input<typeof shape>;

/** The options with everything filled in. */
export interface Decoration {
  readonly types: readonly Integration[];
  /** Names of the only classes that are decorated, in the place of types. */
  readonly classes: readonly string[] | undefined;
  readonly flowTypes: readonly Integration[];
  readonly taskTypes: readonly Integration[];
  /** Options of each flow, in camelCase. */
  readonly flow: Readonly<Record<string, unknown>>;
  readonly task: Readonly<Record<string, unknown>>;
  readonly cacheTasks: boolean;
  /** A method of this name is never decorated. */
  readonly decoratorMethod: string;
  readonly profile: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** @throws MetaPrefectError `invalid-flow` with the first mistake */
export function readDecorateOptions(given: unknown): Decoration {
  const checked = shape.safeParse(given ?? {});
  if (!checked.success) {
    const [issue] = describeIssues(checked.error.issues, given, shape);
    const place = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
    throw new MetaPrefectError(
      "invalid-flow",
      `the orchestrator cannot decorate: ${place}${issue?.message ?? ""}`,
      {
        hint: issue?.hint ?? "correct its options",
      },
    );
  }
  const found = checked.data;
  return {
    types: found.integration_types,
    classes: found.integration_classes,
    flowTypes: found.prefect_flow_integration,
    taskTypes: found.prefect_task_integration,
    flow: inCamelCase(found.flow_kwargs),
    task: inCamelCase(found.task_kwargs ?? found["task-kwargs"] ?? {}),
    cacheTasks: found.cache_tasks,
    decoratorMethod: found.decorator_method,
    profile: found.prefect_profile,
    settings: found.prefect_settings,
  };
}

/** Prefect's names for Python are ours with underscores. */
function inCamelCase(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}

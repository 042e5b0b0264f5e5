import { readFile } from "node:fs/promises";
import { z } from "zod";
import { drivers } from "../components/drivers.ts";
import { problem } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { schemaChecker } from "../hosts/schema-checker.ts";
import type { Component, DeploymentSpec } from "../interfaces/component.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { Build, OwnedComponent } from "../interfaces/plan.ts";
import type { PlanOptions, RunOptions } from "../interfaces/options.ts";
import type { Schedule, Timing } from "../interfaces/schedule.ts";
import { checkComponent } from "../resolver/check-component.ts";
import { inDependencyOrder } from "../resolver/order.ts";
import { select } from "../resolver/select.ts";
import { componentKey } from "../util/component-key.ts";
import { exactInteger } from "../util/exact-integer.ts";
import { environmentLabel, projectLabel } from "../util/ownership.ts";
import { isPartial, ownersOf, type Declarations } from "./declarations.ts";
import { withPlainValues } from "./plain-values.ts";

const json: z.ZodType<Json> = z.json();
const object: z.ZodType<JsonObject> = z.record(z.string(), json);
const label = z.union([z.string(), z.number(), z.boolean()]);

const schedule = z.strictObject({
  slug: z.string(),
  active: z.boolean(),
  schedule: z.union([
    z.strictObject({
      cron: z.string(),
      timezone: z.string().exactOptional(),
      day_or: z.boolean().exactOptional(),
    }),
    z.strictObject({
      interval: z.number().positive(),
      anchor_date: z.string().exactOptional(),
      timezone: z.string().exactOptional(),
    }),
    z.strictObject({ rrule: z.string(), timezone: z.string().exactOptional() }),
  ]) satisfies z.ZodType<Timing>,
  parameters: object,
});

/** What `render` writes. */
export const renderedFile = z.object({
  target: z.object({ root: z.string(), project: z.string(), environments: z.array(z.string()) }),
  deployments: z.array(
    z.object({
      flow: z.string(),
      name: z.string(),
      environment: z.string(),
      body: z
        .object({ name: z.string(), labels: z.record(z.string(), label), schedules: z.array(schedule) })
        .catchall(json),
      digest: z.string(),
      initially: z.array(z.string()),
      requires: z.array(z.string()),
      ignore: z.array(z.string()).exactOptional(),
      renamedFrom: z.string().exactOptional(),
      protect: z.boolean().exactOptional(),
    }),
  ),
  components: z.array(
    z.object({
      kind: z.string(),
      name: z.string(),
      environment: z.string(),
      spec: object,
      requires: z.array(z.string()),
      external: z.boolean(),
    }),
  ),
});
/** What `render` writes, checked. */
export type RenderedFile = z.output<typeof renderedFile>;

/**
 * Reads what `render` wrote, as YAML or JSON, in place of the project's declarations.
 *
 * @throws MetaPrefectError `bad-rendered-file`
 */
export async function readRendered(options: PlanOptions): Promise<Declarations> {
  const file = options.rendered ?? "";
  return declarationsOf(await withPlainValues(await parseFile(file), options), file, options);
}

/** The declarations that a rendered file holds, as far as they are selected. */
export function declarationsOf(rendered: RenderedFile, file: string, options: RunOptions): Declarations {
  const { target, ...content } = rendered;
  const owned = ownedComponents(content, target.project);
  const build: Build = {
    project: target.project,
    components: inDependencyOrder(owned),
    diagnostics: [...owned.values()].flatMap((one) => checkComponent(one, drivers, schemaChecker)),
  };
  const chosen = select(build, options);
  const unknown = [...owned.values()].filter(({ component }) => !drivers.has(component.kind));
  const diagnostics = unknown.map(({ component }) =>
    problem("bad-rendered-file", `${file} has a component of the unknown kind ${component.kind}`, {
      hint: "render it again with this version of meta-prefect",
    }),
  );
  return {
    project: { root: target.root, name: target.project },
    build: chosen,
    diagnostics: [...diagnostics, ...build.diagnostics],
    owners: target.environments
      .flatMap((environment) => ownersOf(chosen, target.project, [environment]))
      .filter(unique),
    partial: isPartial(options),
  };
}

function keepInteger(_key: unknown, value: unknown): unknown {
  return typeof value === "bigint" ? exactInteger(value) : value;
}

async function parseFile(file: string): Promise<RenderedFile> {
  const bad = (reason: string, cause?: unknown): MetaPrefectError =>
    new MetaPrefectError("bad-rendered-file", `${file} ${reason}`, {
      hint: "write it with `meta-prefect render > FILE`",
      cause,
    });
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw bad("cannot be read", cause);
  });
  const { parse } = await import("yaml");
  let content: unknown;
  try {
    content = parse(text, keepInteger, { intAsBigInt: true });
  } catch (cause) {
    throw bad("is neither YAML nor JSON", cause);
  }
  const result = renderedFile.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw bad(`is not what render writes: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** A component as a rendered file has it: with the keys of what it requires. */
interface KeyedComponent {
  readonly component: Omit<Component, "requires">;
  readonly environment: string;
  readonly requires: readonly string[];
}

/** Components with their requirements as objects again, wherever in the file those stand. */
function ownedComponents(
  content: Omit<RenderedFile, "target">,
  project: string,
): ReadonlyMap<string, OwnedComponent> {
  const keyed = new Map<string, KeyedComponent>();
  for (const { environment, requires, external, ...component } of content.components) {
    const whole = { ...component, ...(external && { external }) };
    keyed.set(componentKey(component), { component: whole, environment, requires });
  }
  for (const rendered of content.deployments) {
    const { flow, environment, requires } = rendered;
    const parts: readonly KeyedComponent[] = [
      { component: { kind: "flow", name: flow, spec: { flow } }, environment, requires: [] },
      {
        component: { kind: "deployment", name: `${flow}/${rendered.name}`, spec: specOf(rendered) },
        ...{ environment, requires },
      },
    ];
    for (const part of parts) {
      const key = componentKey(part.component);
      if (part.component.kind === "deployment" || !keyed.has(key)) keyed.set(key, part);
    }
  }
  const owned = new Map<string, OwnedComponent>();
  const make = (key: string, open: readonly string[]): Component[] => {
    const known = owned.get(key)?.component;
    const found = keyed.get(key);
    if (known !== undefined || found === undefined) return known === undefined ? [] : [known];
    // A circle is left in the names, for the order to refuse it.
    if (open.includes(key)) return [{ ...found.component, requires: [] }];
    const requires = found.requires.flatMap((needed) => make(needed, [...open, key]));
    const component = { ...found.component, requires };
    owned.set(key, { component, owner: { project, environment: found.environment } });
    return [component];
  };
  for (const key of keyed.keys()) make(key, []);
  return owned;
}

function specOf({
  flow,
  name,
  digest,
  body,
  initially,
  ignore,
  renamedFrom,
  protect,
}: RenderedFile["deployments"][number]): DeploymentSpec {
  const { name: _name, labels: all, schedules, ...fields } = body;
  const { [projectLabel]: _project, [environmentLabel]: _environment, ...labels } = all;
  const declared = schedules.map(({ active, ...rest }): Schedule =>
    initially.includes(rest.slug) ? { ...rest, initiallyActive: active } : { ...rest, active },
  );
  return {
    flow,
    name,
    digest,
    fields,
    ...(declared.length > 0 && { schedules: declared }),
    ...(Object.keys(labels).length > 0 && { labels }),
    ...(ignore !== undefined && { ignore }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(protect !== undefined && { protect }),
    because: {},
  };
}

function unique<Item extends { readonly environment: string }>(
  item: Item,
  index: number,
  all: readonly Item[],
): boolean {
  return all.findIndex((other) => other.environment === item.environment) === index;
}

import type { ApiBlockDocument } from "../interfaces/api-block.ts";
import type { ApiWorkPool, PrefectApi } from "../interfaces/prefect-api.ts";
import { dropUndefined } from "../util/drop-undefined.ts";
import { importedAutomations, type KnownThing } from "./imported-automations.ts";
import { equalJson } from "../util/stable-json.ts";
import { ownerInDescription } from "../util/ownership.ts";

/** Items of `components:`, and what could not be written as one. */
export interface ImportedComponents {
  readonly components: readonly object[];
  readonly notes: readonly string[];
}

/** What a server has beside deployments and nobody owns, as items of `components:`. */
export async function importedComponents(api: PrefectApi): Promise<ImportedComponents> {
  const everyPool = await api.inventory.workPools();
  const pools = everyPool.filter(({ description }) => !isMarked(description));
  const [templates, queues, variables, globals, tags, blocks] = await Promise.all([
    api.workPools.defaultTemplates(),
    Promise.all(pools.map(async ({ name }) => ({ name, queues: await api.workPools.queues(name) }))),
    api.inventory.variables(),
    api.inventory.globalLimits(),
    api.inventory.tagLimits(),
    namedBlocks(api),
  ]);
  const automations = await importedAutomations(api, async () => [
    ...blocks.map(({ name, id }) => ({ kind: "block", name, id })),
    ...everyPool.map(({ name, id }) => ({ kind: "work-pool", name, id })),
    ...(await queuesOf(api, everyPool)),
    ...(await flowsAndDeployments(api)),
  ]);
  return {
    components: [
      ...pools.map((pool) => poolItem(pool, templates[pool.type])),
      ...queues.flatMap(({ name: pool, queues: all }) =>
        all
          .filter(({ name, description }) => name !== "default" && !isMarked(description))
          .map(({ name, description, concurrency_limit: limit, priority }) => ({
            work_queue: { pool, name, priority, ...described(description), ...limited(limit) },
          })),
      ),
      ...variables
        .filter((variable) => !variable.tags.some((tag) => tag.startsWith("meta-prefect:")))
        .map(({ name, value, tags: own }) => ({
          variable: { name, value, ...(own.length > 0 && { tags: own }) },
        })),
      ...globals
        .filter(({ name }) => !/^(?:deployment|tag):/.test(name))
        .map(({ name, limit, slot_decay_per_second: decay }) => ({
          global_concurrency_limit: { name, limit, ...(decay > 0 && { slot_decay_per_second: decay }) },
        })),
      ...tags.map(({ tag, concurrency_limit: limit }) => ({ tag_concurrency_limit: { tag, limit } })),
      ...blocks.map(({ name }) => ({ external: { kind: "block", name } })),
      ...automations.components,
    ],
    notes: [
      ...(blocks.length === 0
        ? []
        : [`${String(blocks.length)} blocks are named and not written: their secrets are not asked for`]),
      ...automations.notes,
    ],
  };
}

function poolItem(
  { name, type, description, concurrency_limit: limit, base_job_template: template }: ApiWorkPool,
  usual: ApiWorkPool["base_job_template"] | undefined,
): object {
  const own = Object.keys(template).length > 0 && !(usual !== undefined && equalJson(usual, template));
  return {
    work_pool: {
      ...{ name, type },
      ...described(description),
      ...limited(limit),
      ...dropUndefined({ base_job_template: own ? template : undefined }),
    },
  };
}

function described(description: string | null): object {
  return description === null || description === "" ? {} : { description };
}

function limited(limit: number | null): object {
  return limit === null ? {} : { concurrency_limit: limit };
}

/** Blocks by `type-slug/name`, without what is nested in others under no name. */
async function namedBlocks({ blocks }: PrefectApi): Promise<readonly Omit<KnownThing, "kind">[]> {
  const types = await blocks.allTypes();
  const found: Omit<KnownThing, "kind">[] = [];
  for (const { id: type, slug } of types) {
    const documents: readonly ApiBlockDocument[] = await blocks.ofType(type);
    const named = documents.filter(({ name }) => name !== "");
    found.push(...named.map(({ name, id }) => ({ name: `${slug}/${name}`, id })));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function queuesOf(api: PrefectApi, pools: readonly ApiWorkPool[]): Promise<readonly KnownThing[]> {
  const found = await Promise.all(
    pools.map(async ({ name: pool }) =>
      (await api.workPools.queues(pool)).map(({ name, id }) => ({
        kind: "work-queue",
        name: `${pool}/${name}`,
        id,
      })),
    ),
  );
  return found.flat();
}

async function flowsAndDeployments({ inventory }: PrefectApi): Promise<readonly KnownThing[]> {
  const [flows, deployments] = await Promise.all([inventory.flows(), inventory.deployments()]);
  const names = new Map(flows.map(({ id, name }) => [id, name]));
  return [
    ...flows.map(({ id, name }) => ({ kind: "flow", name, id })),
    ...deployments.map(({ id, name, flow_id: flow }) => ({
      kind: "deployment",
      name: `${names.get(flow) ?? ""}/${name}`,
      id,
    })),
  ];
}

function isMarked(description: string | null): boolean {
  return ownerInDescription(description) !== undefined;
}

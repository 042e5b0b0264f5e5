import { z } from "zod";
import { freshRequest } from "../../test/support/fresh-request.ts";

const named = z.looseObject({ id: z.string(), name: z.string() });
const list = z.array(named);
/** What differs between two equal runs: ids, times, and what the server finds out by itself. */
const ignored = new Set([
  ...["id", "created", "updated", "flow_id", "deployment_id", "work_queue_id", "status", "last_polled"],
  ...["concurrency_limit_id", "default_queue_id", "work_pool_id", "anchor_date", "labels_id", "v", "i"],
]);

/** Everything that a server has of a project, field by field, with the project's name and all ids taken out. */
export async function snapshot(api: string, project: string): Promise<string> {
  const all = async (path: string): Promise<z.output<typeof list>> => {
    const found: z.output<typeof list> = [];
    for (let offset = 0; ; offset += 200) {
      const answer = await freshRequest("POST", `${api}${path}`, JSON.stringify({ limit: 200, offset }));
      const page = list.parse(JSON.parse(answer.text));
      found.push(...page);
      if (page.length < 200) return found.filter((one) => JSON.stringify(one).includes(project));
    }
  };
  const underscored = project.replaceAll("-", "_");
  const [flows, deployments, pools, automations, limits, variables, blocks] = await Promise.all([
    all("/flows/filter"),
    all("/deployments/filter"),
    all("/work_pools/filter"),
    all("/automations/filter"),
    all("/v2/concurrency_limits/filter"),
    all("/variables/filter"),
    all("/block_documents/filter"),
  ]);
  const queues = await Promise.all(
    pools.map(async ({ name }) => {
      const { text } = await freshRequest("POST", `${api}/work_pools/${name}/queues/filter`, "{}");
      return list.parse(JSON.parse(text));
    }),
  );
  const own = variables.filter(({ name }) => name.startsWith(underscored));
  const ledger = variables.filter(
    ({ name }) => /^meta_prefect_.*_\d+$/.test(name) && !name.includes("_turn_"),
  );
  const entries = Object.assign({}, ...ledger.map((shard) => shard["value"] as object)) as object;
  const parts = { flows, deployments, pools, automations, limits, blocks, queues: queues.flat(), own };
  const text = JSON.stringify({ ...sorted(parts), ledger: plain(entries) });
  return text.replaceAll(project, "P").replaceAll(underscored, "P");
}

function sorted(parts: Readonly<Record<string, z.output<typeof list>>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(parts).map(([kind, things]) => [
      kind,
      things.map((thing) => JSON.stringify(plain(thing))).sort(),
    ]),
  );
}

/** Without what is ignored; keys sorted, and ids in texts (`prefect.flow.id`) taken out. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(plain);
    return items.every((item) => typeof item === "object")
      ? items.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
      : items;
  }
  if (typeof value === "string")
    return value.replaceAll(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, "ID");
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !ignored.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}

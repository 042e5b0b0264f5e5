import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApiGlobalLimit } from "../../interfaces/api-concurrency-limit.ts";
import type {
  GlobalConcurrencyLimitComponent,
  GlobalConcurrencyLimitSpec,
} from "../../interfaces/concurrency-limit.ts";
import type { ApplyContext, CompareContext, Comparison, Driver, Orphan } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { equalJson } from "../../util/stable-json.ts";
import { compareDeclared, rememberedNames } from "../declared-fields.ts";
import { isOurs } from "../is-ours.ts";
import { checkGlobalLimit } from "./check.ts";
import { limitFinding } from "./ownership.ts";

const kind = "global-concurrency-limit";
const prefix = `${kind}:`;
const defaults: JsonObject = { slot_decay_per_second: 0, active: true };

/** How global concurrency limits are observed, compared and written. Whose one is stands in the ledger. */
export const globalConcurrencyLimitDriver: Driver<GlobalConcurrencyLimitSpec, ApiGlobalLimit> = {
  kind,
  check: (component) => checkGlobalLimit(component as GlobalConcurrencyLimitComponent),
  observe: async (components, _project, { api }) => {
    const found = await Promise.all(components.map(({ name }) => api.concurrencyLimits.byName(name)));
    return new Map(found.flatMap((limit) => (limit === undefined ? [] : [[prefix + limit.name, limit]])));
  },
  compare: (component, observed, context) =>
    compareLimit(component as GlobalConcurrencyLimitComponent, observed, context),
  isRemembered: ({ id }, entry) => isOurs(id, entry),
  apply: async ({ name, step }, { api }) => {
    const { id, body } = step as { readonly id?: string; readonly body: JsonObject };
    if (id === undefined) return create(name, body, api);
    if (Object.keys(body).length > 0) await api.concurrencyLimits.patch(id, body);
    const fresh = await api.concurrencyLimits.byName(name);
    if (fresh !== undefined) return fresh;
    throw new MetaPrefectError("gone", `concurrency limit ${name} was deleted while it was being changed`, {
      hint: "run deploy again",
    });
  },
  remember: (entry, { id }) => ({ ...entry, i: id }),
  orphans: async (wanted, owners, known, { api }, entryOf) => {
    const lost = known.filter((key) => key.startsWith(prefix) && !wanted.has(key));
    const found = await Promise.all(
      lost.map(async (key): Promise<readonly Orphan[]> => {
        const name = key.slice(prefix.length);
        const limit = await api.concurrencyLimits.byName(name);
        const owner = limit && owners.find((one) => isOurs(limit.id, entryOf(one, key)));
        return limit === undefined || owner === undefined
          ? []
          : [{ kind, name, owner, step: { id: limit.id } }];
      }),
    );
    return found.flat();
  },
  remove: removeLimit,
};

function compareLimit(
  { name, spec }: GlobalConcurrencyLimitComponent,
  observed: ApiGlobalLimit | undefined,
  context: CompareContext,
): Comparison {
  const want = declared(spec);
  const entry = { f: Object.keys(want) };
  if (observed === undefined) {
    const body = { ...want, limit: spec.limit ?? spec.initialLimit ?? 0 };
    const fields = Object.entries(body).map(([path, value]) => ({ path, want: value }));
    return { action: "create", fields, step: { body }, ledger: { before: entry, after: entry } };
  }
  const { id, limit, active, slot_decay_per_second } = observed;
  const refusal = limitFinding("global concurrency limit", name, id, context);
  if (refusal !== undefined) return { action: "refuse", diagnostics: [refusal] };
  const fields = compareDeclared(want, { limit, active, slot_decay_per_second }, defaults, context.ledger);
  const after = { ...entry, i: id };
  const known = isOurs(id, context.ledger);
  if (known && fields.length === 0) return { action: "none", ledger: after };
  const body: Record<string, Json> = Object.fromEntries(fields.map((field) => [field.path, field.want]));
  const before = { ...after, f: [...new Set([...rememberedNames(context.ledger), ...entry.f])] };
  return {
    action: known ? "update" : "adopt",
    fields,
    step: { id, body },
    ledger: { before, after },
  };
}

function declared({ limit, slotDecayPerSecond, active }: GlobalConcurrencyLimitSpec): JsonObject {
  return {
    ...(limit !== undefined && { limit }),
    ...(slotDecayPerSecond !== undefined && { slot_decay_per_second: slotDecayPerSecond }),
    ...(active !== undefined && { active }),
  };
}

/** What somebody else made meanwhile is fine when it is what we were about to make. */
async function create(name: string, body: JsonObject, api: ApplyContext["api"]): Promise<ApiGlobalLimit> {
  try {
    return await api.concurrencyLimits.create({ name, ...body });
  } catch (thrown) {
    if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
    const there = await api.concurrencyLimits.byName(name);
    const wanted = Object.entries({ ...defaults, ...body });
    const values: JsonObject = { ...there };
    if (there !== undefined && wanted.every(([key, value]) => equalJson(values[key], value))) return there;
    throw new MetaPrefectError("not-ours", `concurrency limit ${name} was made by somebody else meanwhile`, {
      hint: "run deploy again to see what to do about it",
    });
  }
}

/** Deleting a limit takes it from all that use it without a word, so nothing may use it any more. */
async function removeLimit({ name, step }: Orphan, { api }: ApplyContext): Promise<void> {
  const { id } = step as { readonly id: string };
  const users = await api.deployments.countWithLimit(id);
  if (users > 0) {
    throw new MetaPrefectError(
      "still-used",
      `concurrency limit ${name} is still used by ${users.toString()} deployments`,
      { hint: "give them another limit first" },
    );
  }
  await api.concurrencyLimits.delete(id);
}

import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { TemplatePatch, WorkPoolSpec } from "../../interfaces/component.ts";
import type { ApplyContext, Driver, Orphan } from "../../interfaces/driver.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { ApiWorkPool } from "../../interfaces/prefect-api.ts";
import { nameFinding } from "../../util/names.ts";
import { ownerInDescription, sameOwner } from "../../util/ownership.ts";
import { comparePool, withDefaultOriginals } from "./compare.ts";
import { patched, type ObservedPool } from "./template.ts";
import { unreferencedFindings } from "./unreferenced.ts";

/** How work pools are observed, compared and written. */
export const workPoolDriver: Driver<WorkPoolSpec, ObservedPool> = {
  kind: "work-pool",
  check: ({ name, spec }) => {
    const finding = nameFinding("work pool", name) ?? reservedFinding(name);
    const { baseJobTemplate: base, templatePatches: patches = [] } = spec;
    return [
      ...(finding === undefined ? [] : [finding]),
      // Patches alone are judged at plan, with the default template that they are applied to.
      ...(base === undefined ? [] : unreferencedFindings(name, spec, patched(base, patches))),
    ];
  },
  observe: async (components, _project, { api }) => {
    const pools = new Map(
      (await api.workPools.named(components.map(({ name }) => name))).map((pool) => [pool.name, pool]),
    );
    const bare = components.some(
      ({ name, external }) =>
        external !== true && Object.keys(pools.get(name)?.base_job_template ?? {}).length === 0,
    );
    const templates = bare ? await api.workPools.defaultTemplates() : {};
    return new Map(
      components.map(({ name, spec }) => {
        const pool = pools.get(name);
        const defaultTemplate = templates[spec.type];
        const observed: ObservedPool = {
          exists: pool !== undefined,
          ...(pool !== undefined && { pool }),
          ...(defaultTemplate !== undefined && { defaultTemplate }),
          ...(pool === undefined && defaultTemplate === undefined && { knownTypes: Object.keys(templates) }),
        };
        return [`work-pool:${name}`, observed];
      }),
    );
  },
  compare: ({ name, spec }, observed, context) => comparePool(name, spec, observed, context),
  apply: async ({ name, step }, { api }) => {
    const { do: verb, body } = step as {
      readonly do: "create" | "patch" | "reset";
      readonly body: JsonObject;
    };
    if (verb === "reset") return resetTemplate(name, step as unknown as ResetStep, api);
    if (verb === "patch") {
      await api.workPools.patch(name, body);
      return observedPool(await onlyPool(name, api));
    }
    try {
      return observedPool(await api.workPools.create({ name, ...body }));
    } catch (thrown) {
      if (!isMetaPrefectError(thrown) || thrown.code !== "already-exists") throw thrown;
      return observedPool(await samePool(name, body, api));
    }
  },
  remember: (entry, { defaultTemplate }) => withDefaultOriginals(entry, defaultTemplate),
  orphans: async (wanted, owners, known, { api }) => {
    const prefix = "work-pool:";
    const names = known
      .filter((key) => key.startsWith(prefix) && !wanted.has(key))
      .map((key) => key.slice(prefix.length));
    const pools = names.length === 0 ? [] : await api.workPools.named(names);
    return pools.flatMap(({ name, description }) => {
      const mark = ownerInDescription(description);
      const owner = mark === undefined ? undefined : owners.find((one) => sameOwner(one, mark));
      return owner === undefined ? [] : [{ kind: "work-pool", name, owner, step: {} }];
    });
  },
  remove: removePool,
};

interface ResetStep {
  /** Worker type. */
  readonly type: string;
  readonly body: JsonObject;
  readonly patches: readonly TemplatePatch[];
}

/** Gives a pool the default template of its type, with our patches. */
async function resetTemplate(
  name: string,
  { type, body, patches }: ResetStep,
  api: ApplyContext["api"],
): Promise<ObservedPool> {
  // Without a default one, the first worker of the pool brings it along.
  const defaultTemplate = (await api.workPools.defaultTemplates())[type] ?? {};
  await api.workPools.patch(name, { ...body, base_job_template: patched(defaultTemplate, patches) });
  return { ...observedPool(await onlyPool(name, api)), defaultTemplate };
}

/** Somebody was faster. What they made is fine when it is what we were about to make. */
async function samePool(name: string, body: JsonObject, api: ApplyContext["api"]): Promise<ApiWorkPool> {
  const pool = await onlyPool(name, api);
  if (pool.description === body["description"] && pool.type === body["type"]) return pool;
  throw new MetaPrefectError("not-ours", `work pool ${name} was made by somebody else meanwhile`, {
    hint: "run deploy again to see what to do about it",
  });
}

async function onlyPool(name: string, api: ApplyContext["api"]): Promise<ApiWorkPool> {
  const [pool] = await api.workPools.named([name]);
  if (pool !== undefined) return pool;
  throw new MetaPrefectError("gone", `work pool ${name} was deleted while it was being changed`, {
    hint: "run deploy again",
  });
}

/** Deleting a pool detaches what uses it without a word, so nothing may use it any more. */
async function removePool({ name }: Orphan, { api, processes }: ApplyContext): Promise<void> {
  const users = await api.deployments.countInPool(name);
  if (users > 0) {
    throw new MetaPrefectError(
      "still-used",
      `work pool ${name} is still used by ${users.toString()} deployments`,
      {
        hint: "move them to another pool first",
      },
    );
  }
  await processes.stopWorker(name);
  await api.workPools.delete(name);
}

function observedPool(pool: ApiWorkPool): ObservedPool {
  return { exists: true, pool };
}

function reservedFinding(name: string): ReturnType<typeof nameFinding> {
  if (!name.toLowerCase().startsWith("prefect")) return undefined;
  const message = `the work pool name ${JSON.stringify(name)} begins with "prefect"`;
  return { code: "invalid-name", message, hint: "Prefect keeps such names for itself" };
}

import type { ApiTagLimit } from "../../interfaces/api-concurrency-limit.ts";
import type { TagConcurrencyLimitSpec } from "../../interfaces/concurrency-limit.ts";
import type { Driver, Orphan } from "../../interfaces/driver.ts";
import { nameFinding } from "../../util/names.ts";
import { slotFindings } from "./check.ts";
import { isOurs } from "../is-ours.ts";
import { limitFinding } from "./ownership.ts";

const kind = "tag-concurrency-limit";
const prefix = `${kind}:`;

/** How the limits of tags are observed, compared and written. Whose one is stands in the ledger. */
export const tagConcurrencyLimitDriver: Driver<TagConcurrencyLimitSpec, ApiTagLimit> = {
  kind,
  check: ({ name, spec }) => {
    const bad = nameFinding("tag", name);
    return [...(bad === undefined ? [] : [bad]), ...slotFindings(`of tag ${name}`, spec.limit)];
  },
  observe: async (components, _project, { api }) => {
    const found = await Promise.all(components.map(({ name }) => api.concurrencyLimits.ofTag(name)));
    return new Map(found.flatMap((limit) => (limit === undefined ? [] : [[prefix + limit.tag, limit]])));
  },
  compare: ({ name, spec }, observed, context) => {
    const step = { limit: spec.limit };
    const path = "limit";
    if (observed === undefined) {
      return {
        action: "create",
        fields: [{ path, want: spec.limit }],
        step,
        ledger: { before: {}, after: {} },
      };
    }
    const { id, concurrency_limit: have } = observed;
    const refusal = limitFinding("tag concurrency limit", name, id, context);
    if (refusal !== undefined) return { action: "refuse", diagnostics: [refusal] };
    const known = isOurs(id, context.ledger);
    const entry = { i: id };
    if (known && have === spec.limit) return { action: "none", ledger: entry };
    return {
      action: known ? "update" : "adopt",
      fields: have === spec.limit ? [] : [{ path, have, want: spec.limit }],
      step,
      ledger: { before: entry, after: entry },
    };
  },
  isRemembered: ({ id }, entry) => isOurs(id, entry),
  apply: ({ name, step }, { api }) => {
    const { limit } = step as { readonly limit: number };
    return api.concurrencyLimits.writeOfTag(name, limit);
  },
  remember: (entry, { id }) => ({ ...entry, i: id }),
  orphans: async (wanted, owners, known, { api }, entryOf) => {
    const lost = known.filter((key) => key.startsWith(prefix) && !wanted.has(key));
    const found = await Promise.all(
      lost.map(async (key): Promise<readonly Orphan[]> => {
        const name = key.slice(prefix.length);
        const limit = await api.concurrencyLimits.ofTag(name);
        const owner = limit && owners.find((one) => isOurs(limit.id, entryOf(one, key)));
        return owner === undefined ? [] : [{ kind, name, owner, step: {} }];
      }),
    );
    return found.flat();
  },
  remove: ({ name }, { api }) => api.concurrencyLimits.deleteOfTag(name),
};

import type { BlockSpec, ObservedBlock } from "../../interfaces/block.ts";
import type { Driver, Orphan } from "../../interfaces/driver.ts";
import { isOurs } from "../is-ours.ts";
import { applyBlock } from "./apply.ts";
import { checkBlock } from "./check.ts";
import { compareBlock } from "./compare.ts";
import { nameParts, observeBlocks } from "./observe.ts";

const prefix = "block:";

/**
 * How block documents are observed, compared and written. Nothing on a document can say whose it is, so the ledger
 * does, by its id. Where Prefect does not show secrets, the ledger has their digests and when they were written.
 */
export const blockDriver: Driver<BlockSpec, ObservedBlock> = {
  kind: "block",
  check: checkBlock,
  observe: (components, _project, world) => observeBlocks(components, world),
  compare: compareBlock,
  isRemembered: ({ id }, entry) => isOurs(id, entry),
  apply: applyBlock,
  remember: (entry, { id, digests, updated }) => ({
    ...entry,
    i: id,
    ...(Object.keys(digests).length > 0 && { s: digests, u: updated }),
  }),
  orphans: async (wanted, owners, known, { api }, entryOf) => {
    const names = known
      .filter((key) => key.startsWith(prefix) && !wanted.has(key))
      .map((key) => key.slice(prefix.length));
    if (names.length === 0) return [];
    const parts = names.map(nameParts);
    const [types, documents] = await Promise.all([
      api.blocks.types([...new Set(parts.map(({ type }) => type))]),
      api.blocks.named([...new Set(parts.map(({ block }) => block))]),
    ]);
    return names.flatMap((name): readonly Orphan[] => {
      const { type: slug, block } = nameParts(name);
      const type = types.find((one) => one.slug === slug);
      const document = documents.find((one) => one.name === block && one.block_type_id === type?.id);
      if (document === undefined) return [];
      const owner = owners.find((one) => isOurs(document.id, entryOf(one, prefix + name)));
      return owner === undefined ? [] : [{ kind: "block", name, owner, step: { id: document.id } }];
    });
  },
  remove: async ({ step }, { api }) => {
    const { id } = step as { readonly id: string };
    await api.blocks.delete(id);
  },
};

import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";
import { readCount, readList } from "./answer-reader.ts";
import type { Transport } from "./transport.ts";

/** A list of the API. */
interface Listing<Item> {
  /** What the items are, for messages: `deployments`. */
  readonly what: string;
  readonly path: string;
  readonly filter: Readonly<Record<string, Json>>;
  readonly sort?: string;
  /** Whether a 404 means that there are none, as for the queues of a pool that is not there. @default false */
  readonly emptyWhenMissing?: boolean;
  /** Path that counts what the filter selects; absent where Prefect has none. */
  readonly countPath?: string;
  readonly read: (item: Json) => Item;
}

/** Reads whole lists, page by page. */
export type Lister = <Item extends { readonly id: string }>(
  listing: Listing<Item>,
) => Promise<readonly Item[]>;

const largestPage = 200;
const passes = 5;

/**
 * Makes a reader of whole lists.
 *
 * Prefect's sorts leave the order of equals open and items come and go between two pages, so pages may overlap or miss
 * some: items are known by id, and the pages are read again until there are as many as Prefect counts.
 */
export function createLister(send: Transport): Lister {
  // A server may allow less than 200 in a page; it says so, once.
  let pageSize = largestPage;

  const page = async <Item>(
    listing: Listing<Item>,
    offset: number,
    limitRefused = false,
  ): Promise<readonly Item[]> => {
    const accept = [...(limitRefused ? [] : [422]), ...(listing.emptyWhenMissing === true ? [404] : [])];
    const sort = listing.sort === undefined ? {} : { sort: listing.sort };
    const body = { ...listing.filter, ...sort, limit: pageSize, offset };
    const answer = await send({ method: "POST", path: listing.path, body, accept });
    if (answer.status === 404) return [];
    if (answer.status === 422) {
      pageSize = allowedPage(answer.body) ?? pageSize;
      return page(listing, offset, true);
    }
    return readList(answer.body, listing.what, listing.read);
  };

  return async (listing) => {
    const first = await page(listing, 0);
    if (first.length < pageSize) return unique(first);
    if (listing.countPath === undefined) return onePageAfterAnother(listing, first);
    const found = new Map(first.map((item) => [item.id, item]));
    for (let pass = 1; pass <= passes; pass++) {
      const { body } = await send({ method: "POST", path: listing.countPath, body: listing.filter });
      const count = readCount(body, listing.what);
      if (count === found.size) return [...found.values()];
      const offsets = Array.from({ length: Math.ceil(count / pageSize) }, (_, index) => index * pageSize);
      const pages = await Promise.all(
        offsets.slice(pass === 1 ? 1 : 0).map((offset) => page(listing, offset)),
      );
      // From the second pass on, what is not in it any more is gone.
      if (pass > 1) found.clear();
      for (const item of pages.flat()) found.set(item.id, item);
      if (count === found.size) return [...found.values()];
    }
    throw new MetaPrefectError("unstable-listing", `${listing.what} kept changing while they were read`, {
      hint: "somebody else is changing many of them right now; run again when that is done",
    });
  };

  async function onePageAfterAnother<Item extends { readonly id: string }>(
    listing: Listing<Item>,
    first: readonly Item[],
  ): Promise<readonly Item[]> {
    const items = [...first];
    for (let last = first; last.length === pageSize; items.push(...last))
      last = await page(listing, items.length);
    return unique(items);
  }
}

function allowedPage(refusal: Json | undefined): number | undefined {
  const words = isObject(refusal) && typeof refusal["detail"] === "string" ? refusal["detail"] : "";
  const allowed = /Invalid limit: must be less than or equal to (\d+)/.exec(words)?.[1];
  return allowed === undefined ? undefined : Number(allowed);
}

function unique<Item extends { readonly id: string }>(items: readonly Item[]): readonly Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

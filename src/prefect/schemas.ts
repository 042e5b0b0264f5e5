import type { components, paths } from "./openapi.ts";

/** A schema of Prefect's OpenAPI document. */
export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

type FilterPath = Extract<keyof paths, `${string}/filter` | `${string}/count`>;

/**
 * The body of a read-by-POST, without paging. Write every filter as `{ … } satisfies Filter<…>`: the server ignores a
 * key that it does not know, and then the filter selects everything.
 */
export type Filter<Path extends FilterPath> = paths[Path]["post"] extends {
  requestBody?: { content: { "application/json": infer Body } };
}
  ? Omit<Body, "limit" | "offset" | "sort">
  : never;

/** The orders in which a list can be asked for. */
export type Sort<Path extends FilterPath> = paths[Path]["post"] extends {
  requestBody?: { content: { "application/json": { sort?: infer Order } } };
}
  ? NonNullable<Order>
  : never;

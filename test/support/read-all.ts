import { z } from "zod";
import type { JsonObject } from "../../src/interfaces/json.ts";
import { read } from "./prefect.ts";

/** Prefect answers at most as many at a time. */
const page = 200;

/** Everything that a filter finds, page by page: `await readAll("/flow_runs/filter", shape, { sort: "ID_DESC" })`. */
export async function readAll<Schema extends z.ZodType>(
  path: string,
  shape: Schema,
  filter: JsonObject = {},
): Promise<readonly z.output<Schema>[]> {
  const found: z.output<Schema>[] = [];
  for (;;) {
    const more = { ...filter, offset: found.length, limit: page };
    const answer = await read("POST", path, z.array(shape), more);
    found.push(...answer);
    if (answer.length < page) return found;
  }
}

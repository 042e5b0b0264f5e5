import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { shapesOf } from "../../scripts/openapi-shapes.ts";
import { pruneOpenApi } from "../../scripts/prune-openapi.ts";
import { raw } from "../support/prefect.ts";

const shapes = z.record(z.string(), z.string());

describe("the types of Prefect's API", () => {
  it("are those of the running server; `npm run openapi` makes them anew", async () => {
    const file: unknown = JSON.parse(readFileSync("src/prefect/openapi.json", "utf8"));
    const committed = z.object({ server: z.string(), operations: shapes, schemas: shapes }).parse(file);
    const { pruned, missing } = pruneOpenApi((await raw("GET", "/openapi.json")).body);
    expect(missing).toEqual([]);
    expect({ server: (await raw("GET", "/admin/version")).body, ...shapesOf(pruned) }).toEqual(committed);
  });
});

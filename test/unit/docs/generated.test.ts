import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { generatedPages } from "../../../scripts/docs/pages.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const pages = await generatedPages(root);

describe("the pages that are made from the source", () => {
  it.each([...pages])("%s is as `npm run docs` writes it", (path, text) => {
    expect(readFileSync(join(root, path), "utf8")).toBe(text);
  });
});

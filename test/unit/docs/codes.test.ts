import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { codes } from "../../../src/errors/codes.ts";

const src = fileURLToPath(new URL("../../../src", import.meta.url));

it("has no code that nothing raises", () => {
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
    (file) => file.endsWith(".ts") && !file.startsWith(join("errors", "codes")),
  );
  const source = files.map((file) => readFileSync(join(src, file), "utf8")).join("\n");
  const unused = Object.keys(codes).filter((code) => !source.includes(`"${code}"`));
  expect(unused).toEqual([]);
});

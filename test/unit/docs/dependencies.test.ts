import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";

const read = (path: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), "utf8");
const manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

it("gives a reason for each dependency, and for none that is gone", () => {
  const { dependencies, devDependencies } = manifest.parse(JSON.parse(read("package.json")));
  const rows = [...read("docs/dependencies.md").matchAll(/^\| `([^`]+)` +\| (\S[^|]+?) *\|$/gm)];
  const named = rows.map(([, name = ""]) => name).sort();
  expect(named).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});

it("pins each dependency to one version", () => {
  const { dependencies, devDependencies } = manifest.parse(JSON.parse(read("package.json")));
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
  );
  expect(loose).toEqual([]);
});

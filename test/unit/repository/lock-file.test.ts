import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { z } from "zod";

const path = fileURLToPath(new URL("../../../package-lock.json", import.meta.url));
const lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dependencies: z.record(z.string(), z.string()).default({}),
      optionalDependencies: z.record(z.string(), z.string()).default({}),
    }),
  ),
});

// A registry without the binaries of other systems leaves them out of the lock file, and `npm ci` then refuses it.
it("locks every dependency, those of other systems too", () => {
  const { packages } = lock.parse(JSON.parse(readFileSync(path, "utf8")));
  const locked = new Set(
    Object.keys(packages).map((key) => key.slice(key.lastIndexOf("node_modules/") + 13)),
  );
  const wanted = Object.values(packages).flatMap((each) =>
    Object.keys({ ...each.dependencies, ...each.optionalDependencies }),
  );
  expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
});

it("names no registry", () => {
  expect(readFileSync(path, "utf8")).not.toContain('"resolved"');
});

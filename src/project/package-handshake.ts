import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import satisfies from "semver/functions/satisfies.js";
import validRange from "semver/ranges/valid.js";
import { z } from "zod";

const manifest = z.object({
  version: z.string().optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});

/** Why a package of recipes cannot be used with this meta-prefect; undefined when it can. */
export interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/**
 * Asks a package of recipes for which meta-prefect it was made: its `peerDependencies` say so. A package that says nothing,
 * or that is not found where packages are installed, is taken as it is.
 *
 * @param root The project's folder, absolute.
 * @param own The version of this package. @default the one that is running
 */
export function packageRefusal(name: string, root: string, own = ownVersion()): Refusal | undefined {
  const found = readManifest(name, root);
  const range = found?.peerDependencies?.["meta-prefect"];
  if (range === undefined || validRange(range) === null) return undefined;
  if (satisfies(own, range, { includePrerelease: true })) return undefined;
  const version = found?.version === undefined ? "" : ` ${found.version}`;
  return {
    message: `${name}${version} is made for meta-prefect ${range}, and this is ${own}`,
    hint: `install another version of ${name}, or meta-prefect ${range}`,
  };
}

function readManifest(name: string, root: string): z.output<typeof manifest> | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    const file = join(folder, "node_modules", name, "package.json");
    if (existsSync(file)) {
      try {
        return manifest.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
      } catch {
        return undefined;
      }
    }
    if (dirname(folder) === folder) return undefined;
  }
}

function ownVersion(): string {
  const text: unknown = createRequire(import.meta.url)("meta-prefect/package.json");
  return z.object({ version: z.string() }).parse(text).version;
}

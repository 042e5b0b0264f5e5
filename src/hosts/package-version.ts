import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse as parseToml } from "smol-toml";
import { z } from "zod";

const named = z.object({ name: z.string(), version: z.string() });
const pyproject = z.object({
  project: named.optional().catch(undefined),
  tool: z
    .object({ poetry: named.optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/**
 * The version of a package as a project sees it: of the project itself (package.json, pyproject.toml), else of what is
 * installed for it (node_modules, .venv). Python's names compare by its own rules: `My_Pkg` is `my-pkg`.
 *
 * @param root the project's folder, absolute
 * @param name a package's name; one that is none of npm's or Python's has no version
 */
export function lookupPackageVersion(root: string, name: string): string | undefined {
  if (!/^(@[\w.-]+\/)?[\w][\w.-]*$/.test(name)) return undefined;
  return (
    ownNpmVersion(root, name) ??
    ownPythonVersion(root, name) ??
    npmPackage(join(root, "node_modules", name, "package.json"))?.version ??
    installedPythonVersion(join(root, ".venv"), name)
  );
}

function ownNpmVersion(root: string, name: string): string | undefined {
  const own = npmPackage(join(root, "package.json"));
  return own?.name === name ? own.version : undefined;
}

function npmPackage(path: string): z.output<typeof named> | undefined {
  return attempt(() => named.safeParse(JSON.parse(readFileSync(path, "utf8"))).data);
}

function ownPythonVersion(root: string, name: string): string | undefined {
  const text = attempt(() => readFileSync(join(root, "pyproject.toml"), "utf8"));
  if (text === undefined) return undefined;
  const read = attempt(() => pyproject.safeParse(parseToml(text)).data);
  const own = read?.project ?? read?.tool?.poetry;
  return own !== undefined && normalise(own.name) === normalise(name) ? own.version : undefined;
}

function installedPythonVersion(venv: string, name: string): string | undefined {
  const parents = list(join(venv, "lib")).map((folder) => join(venv, "lib", folder, "site-packages"));
  for (const folder of [...parents, join(venv, "Lib", "site-packages")]) {
    for (const entry of list(folder)) {
      const [, distribution, version] = /^(.+?)-([^-]+)\.dist-info$/.exec(entry) ?? [];
      if (distribution !== undefined && normalise(distribution) === normalise(name)) return version;
    }
  }
  return undefined;
}

/** PEP 503. */
function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

function list(folder: string): readonly string[] {
  return attempt(() => readdirSync(folder).sort()) ?? [];
}

function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

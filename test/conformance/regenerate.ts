import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../../src/hosts/python-environment.ts";
import { readIndex } from "./compare.ts";

const here = dirname(fileURLToPath(import.meta.url));
const lock = fileURLToPath(new URL("../../python/requirements.lock", import.meta.url));

/** The locked packages with those of `prefect-<version>.lock` in their place. */
function requirementsWith(version: string): string {
  const name = `prefect-${version}.lock`;
  const known = readdirSync(here).filter((file) => file.startsWith("prefect-"));
  if (!known.includes(name))
    throw new TypeError(`no ${name} in test/conformance; there is ${known.join(", ")}`);
  const other = readFileSync(join(here, name), "utf8");
  const entries = readFileSync(lock, "utf8").split(/\n(?! )/u);
  return [...entries.filter((entry) => !entry.startsWith("prefect==")), other].join("\n");
}

/** An interpreter that has the locked Prefect, or that of another version; made on first use and kept in the cache folder. */
export async function interpreterOf(version: string | undefined): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "meta-prefect-lock-"));
  const requirements = version === undefined ? lock : join(folder, "requirements.lock");
  try {
    if (version !== undefined) writeFileSync(requirements, requirementsWith(version));
    const { python } = await ensurePrefectEnvironment({
      cacheFolder: cacheFolder(process.env),
      env: process.env,
      report: () => undefined,
      requirements,
    });
    return python;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the generator; its exit code. */
export async function generate(python: string, args: readonly string[]): Promise<number> {
  const child = spawn(python, [join(here, "generate.py"), ...args], { stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      resolve(code ?? 1);
    });
  });
}

/**
 * A copy of a folder of cases, all marked to be run by Python 3.`minor`: those that are for it or an older one, and of these
 * every `nth`.
 */
export function copyFor(folder: string, minor: number, nth: number): string {
  const copy = mkdtempSync(join(tmpdir(), "meta-prefect-conformance-"));
  const chosen = Object.entries(readIndex(folder))
    .filter(([, { python }]) => Number(python.split(".")[1]) <= minor)
    .filter((_, index) => index % nth === 0);
  for (const [id] of chosen) cpSync(join(folder, "cases", id), join(copy, "cases", id), { recursive: true });
  const index = Object.fromEntries(
    chosen.map(([id, meta]) => [id, { ...meta, python: `3.${String(minor)}` }]),
  );
  writeFileSync(join(copy, "index.json"), JSON.stringify(index));
  return copy;
}

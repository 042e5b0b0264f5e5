import { execFileSync } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkCase, readIndex, table, type Result } from "./compare.ts";
import { copyFor, generate, interpreterOf } from "./regenerate.ts";

/**
 * `npm run conformance -- [DIR]` compares the reader with every case of a folder, prints the table, and fails when one is wrong.
 *
 * - `--regenerate`: makes the expected files again from a real Prefect; `--check` only says which would change.
 * - `--prefect VERSION`: compares with what another Prefect derives (`prefect-VERSION.lock`), in a copy; `--every N`: every Nth case.
 * - `--python PATH` (or `3.12=PATH` besides): an interpreter that has Prefect, instead of the private environment.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    regenerate: { type: "boolean", default: false },
    check: { type: "boolean", default: false },
    prefect: { type: "string" },
    every: { type: "string", default: "1" },
    python: { type: "string", multiple: true, default: [] },
  },
});
const folder = corpusIn(positionals[0] ?? dirname(fileURLToPath(import.meta.url)));

/** The folder with `index.json`: the given one, or the one above its `cases`. */
function corpusIn(given: string): string {
  const found = [resolve(given), resolve(given, "..")].find((path) => existsSync(join(path, "index.json")));
  if (found !== undefined) return found;
  process.stderr.write(`${resolve(given)} is no corpus: it has no index.json\n`);
  process.exit(1);
}

async function compare(root: string): Promise<boolean> {
  const results: Result[] = [];
  for (const [id, meta] of Object.entries(readIndex(root))) results.push(await checkCase(root, id, meta));
  for (const { id, verdict, notes } of results)
    if (verdict !== "equal")
      process.stdout.write(`${verdict} ${id}\n${notes.map((note) => `    ${note}\n`).join("")}`);
  process.stdout.write(`${table(results)}\n`);
  return results.every(({ verdict }) => verdict !== "wrong");
}

async function python(): Promise<string> {
  return values.python.find((path) => !path.includes("=")) ?? (await interpreterOf(values.prefect));
}

if (values.regenerate) {
  const others = values.python.filter((path) => path.includes("=")).flatMap((path) => ["--python", path]);
  const check = values.check ? ["--check"] : [];
  process.exitCode = await generate(await python(), ["--root", folder, ...others, ...check]);
} else if (values.prefect === undefined) process.exitCode = (await compare(folder)) ? 0 : 1;
else {
  const interpreter = await python();
  const minor = execFileSync(interpreter, ["-c", "import sys; print(sys.version_info[1])"], {
    encoding: "utf8",
  });
  const copy = copyFor(folder, Number(minor), Number(values.every));
  try {
    const code = await generate(interpreter, ["--root", copy]);
    process.exitCode = code === 0 && (await compare(copy)) ? 0 : 1;
  } finally {
    rmSync(copy, { recursive: true });
  }
}

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { cacheFolder } from "../src/hosts/folders.ts";
import { ensurePrefectEnvironment } from "../src/hosts/python-environment.ts";
import type { Launcher } from "./launch.ts";

/** What every measurement uses. */
export interface Bench extends Launcher {
  /** Ends what the bench left behind on the disk. */
  readonly dispose: () => Promise<void>;
  /** Plain JavaScript of the process that does the bulk read and nothing else. */
  readonly bulkReadScript: string;
  /** The built command line. */
  readonly cli: string;
}

/** Makes a temporary folder with a home of its own, in which nothing of this machine's Prefect is seen. */
export async function createBench(): Promise<Bench> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(process.env),
    env: process.env,
    report: ({ code }) => process.stderr.write(`${code}: making the Python environment\n`),
  });
  const folder = await mkdtemp(join(tmpdir(), "meta-prefect-bench-"));
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: join(folder, "home"),
    PREFECT_HOME: join(folder, "home", "prefect"),
    META_PREFECT_DATA: join(folder, "home", "meta-prefect"),
    META_PREFECT_CACHE: join(folder, "home", "cache"),
    NO_COLOR: "1",
    DO_NOT_TRACK: "1",
  };
  return {
    python,
    folder,
    env,
    cli: fileURLToPath(new URL("../dist/cli/main.js", import.meta.url)),
    bulkReadScript: await withoutTypes(folder, [
      new URL("./bare-client.ts", import.meta.url),
      new URL("./bulk-read.ts", import.meta.url),
      new URL("./bulk-read-process.ts", import.meta.url),
    ]),
    dispose: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** Starting TypeScript would take longer than the read that is measured. Answers the last file. */
async function withoutTypes(folder: string, sources: readonly URL[]): Promise<string> {
  const options = {
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    rewriteRelativeImportExtensions: true,
  };
  await writeFile(join(folder, "package.json"), '{ "type": "module" }\n');
  let path = "";
  for (const source of sources) {
    const text = await readFile(source, "utf8");
    path = join(folder, basename(source.pathname, ".ts") + ".js");
    await writeFile(path, ts.transpileModule(text, { compilerOptions: options }).outputText);
  }
  return path;
}

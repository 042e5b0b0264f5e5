import { existsSync } from "node:fs";
import { access, constants, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, dirname, join, parse, relative, resolve } from "node:path";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";

const names = ["meta_prefect.yaml", "meta_prefect.yml"] as const;

/** What cosmiconfig looks for in the working directory: settings of its own, which change the search. */
const ofCosmiconfig = ["package.json", "package.yaml", ".config"];

/** The file that was found, or why none can be used. Neither: there is none. */
interface FoundFile {
  /** Absolute. */
  readonly file?: string;
  readonly diagnostic?: Diagnostic;
}

/** Looks for the project file in a folder and above it, up to the user's home folder or the root. */
export async function findProjectFile(directory: string): Promise<FoundFile> {
  const start = resolve(directory);
  const found = await stat(start).catch(() => undefined);
  if (!found?.isDirectory()) {
    return {
      diagnostic: problem("no-such-folder", `there is no folder "${directory}"`, {
        hint: "give the folder that has meta_prefect.yaml, or one below it",
      }),
    };
  }
  let file: string | undefined;
  try {
    file = await search(start);
  } catch (thrown) {
    // cosmiconfig reads package.json and .config of the working directory for settings of its own.
    const text = thrown instanceof Error ? (thrown.message.split("\n", 1)[0] ?? "") : String(thrown);
    const hint = "mend that file, or run the command from another folder";
    return { diagnostic: problem("unreadable-file", `the search for ${names[0]} failed: ${text}`, { hint }) };
  }
  if (file === undefined) return {};
  const other = join(dirname(file), names[basename(file) === names[0] ? 1 : 0]);
  if (!(await stat(other).catch(() => undefined))?.isFile()) return { file };
  const message = `both ${names[0]} and ${names[1]} are in "${dirname(file)}"`;
  return { file, diagnostic: problem("two-project-files", message, { hint: "keep one of them" }) };
}

async function search(start: string): Promise<string | undefined> {
  // Nearly always it is right here, and loading cosmiconfig takes longer than reading a small project.
  const usual = join(start, names[0]);
  if (!ofCosmiconfig.some((name) => existsSync(resolve(name))) && (await isReadableFile(usual))) return usual;
  const { cosmiconfig } = await import("cosmiconfig");
  // The content is read elsewhere, as bytes: here only the place counts. The user's configuration folder, where
  // cosmiconfig looks last, never has a project.
  const place = (): object => ({});
  const explorer = cosmiconfig("meta_prefect", {
    searchPlaces: [...names],
    searchStrategy: "global",
    stopDir: isInside(start, homedir()) ? homedir() : parse(start).root,
    ignoreEmptySearchPlaces: false,
    cache: false,
    loaders: { ".yaml": place, ".yml": place },
  });
  const file = (await explorer.search(start))?.filepath;
  const ours = file !== undefined && names.some((name) => name === basename(file));
  return ours && isInside(start, dirname(file)) ? file : undefined;
}

async function isReadableFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && parse(way).root === "");
}

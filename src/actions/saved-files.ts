import { dirname } from "node:path";
import { savedFiles as savedBelow } from "../hosts/saved-files.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import { findProjectFile } from "../project/find-project-file.ts";

/** Tells which files of a project were saved, until the signal is aborted. */
export async function* savedFiles({
  directory,
  signal = new AbortController().signal,
}: Pick<CallerOptions, "directory" | "signal">): AsyncGenerator<readonly string[]> {
  const { file } = await findProjectFile(directory);
  yield* savedBelow(file === undefined ? directory : dirname(file), signal);
}

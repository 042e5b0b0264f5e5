import { hasErrors } from "../errors/diagnostics.ts";
import type { RunOptions } from "../interfaces/options.ts";
import { draftOf } from "./deployments-file/draft.ts";

/**
 * For each deployment of the deployments file that is given, the command of Prefect 2 that says the same; none without a
 * file, or where it has mistakes.
 */
export async function equivalentCommands(
  options: Pick<RunOptions, "directory" | "deploymentsFile">,
): Promise<readonly string[]> {
  if (options.deploymentsFile === undefined) return [];
  const { commands, diagnostics } = await draftOf(options.deploymentsFile, options);
  return hasErrors(diagnostics) ? [] : commands;
}

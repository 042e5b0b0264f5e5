import type { ApiSettings } from "../interfaces/api-settings.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import { openProject, type ProjectOptions } from "./open-project.ts";
import { environmentApi } from "./read-environment-api.ts";

/**
 * Where the run's environment lives, for commands that need no declarations: what the project file says, if there is
 * one. Its mistakes are told by the commands that read it whole.
 */
export async function readApiSettings(
  options: Pick<ProjectOptions, "directory" | "env" | "environment">,
): Promise<{ readonly root: string; readonly api: ApiSettings | undefined }> {
  const ignore = (_: Diagnostic): void => undefined;
  const { root, environment, contents } = await openProject(options, ignore);
  return { root, api: contents && environmentApi(contents.file, environment.name, ignore) };
}

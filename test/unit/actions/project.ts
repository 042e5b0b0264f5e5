import { folderWith } from "../project/support.ts";
import type { RunOptions } from "../../../src/interfaces/options.ts";

/** A flow that its source tells, with what it imports. */
export const flowFiles = {
  "flows/etl.py": `from prefect import flow
from shared.constants import NAME


@flow(name="etl", description="Loads.")
def etl(day: str = NAME): ...
`,
  "flows/score.py": 'from prefect import flow\n\n\n@flow(name="score")\ndef score(): ...\n',
  "shared/__init__.py": "",
  "shared/constants.py": 'NAME = "today"\n',
} as const;

/** A project with two flows; give its `meta_prefect.yaml`. */
export function projectWith(files: Readonly<Record<string, string>>): Promise<string> {
  return folderWith({ ...flowFiles, ...files });
}

/** What an action is given about a folder. */
export function optionsFor(directory: string, more: Partial<RunOptions> = {}): RunOptions {
  return {
    directory,
    env: { META_PREFECT_CACHE: `${directory}/.cache` },
    interactive: false,
    selectors: [],
    modules: [],
    ...more,
  };
}

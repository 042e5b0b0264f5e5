import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { InspectMode } from "../interfaces/flow.ts";
import { fileOrder } from "./file-order.ts";
import { openProject, type ProjectOptions } from "./open-project.ts";

/** What a project says about its flows. */
export interface FlowSettings {
  /** The project's folder, absolute; without a project file the folder that was asked for. */
  readonly root: string;
  /** Where flows are looked for. */
  readonly globs: readonly string[];
  readonly inspect: InspectMode;
  /** As the file has it. */
  readonly python?: string;
  /** Seconds that Prefect may take to load a flow. */
  readonly seconds?: number;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads how flows of a folder are to be read; a folder without a project has the defaults. Entries are not read. */
export async function readFlowSettings(
  options: Pick<ProjectOptions, "directory" | "env" | "environment">,
): Promise<FlowSettings> {
  const diagnostics: Diagnostic[] = [];
  const { root, path, contents } = await openProject(options, (found) => void diagnostics.push(found));
  const head = contents?.head;
  const others = diagnostics.filter(({ code }) => code !== "no-project-file");
  return {
    root,
    globs: head?.flows ?? ["**/*.py"],
    inspect: head?.inspect ?? "auto",
    ...(head?.python !== undefined && { python: head.python }),
    ...(head?.inspectTimeout !== undefined && { seconds: head.inspectTimeout }),
    diagnostics: fileOrder(others, path),
  };
}

import type { ControlOptions, ControlResult } from "../index.ts";
import type { Handler } from "./answer.ts";
import type { Library } from "../library.ts";
import { escape } from "./render/escape.ts";
import { renderTarget } from "./render/plan.ts";
import { count, table } from "./render/table.ts";

/** `pause`, `resume` or `stop`. */
export function controlCommand(
  act: (library: Library, options: ControlOptions) => Promise<ControlResult>,
  done: "paused" | "resumed" | "stopped",
): Handler {
  return async ({ library, options, places }) => {
    const result = await act(library, { ...options, selectors: places.selectors });
    return { exitCode: 0, document: result, stdout: render(result, done) };
  };
}

function render({ target, deployments }: ControlResult, done: string): string {
  const rows = deployments.map(({ flow, name, changed, cancelled }) => [
    escape(`${flow}/${name}`),
    changed ? done : `was ${done} already`,
    cancelled.length === 0 ? "" : `${count(cancelled.length, "run")} cancelled`,
  ]);
  return [renderTarget(target), "", ...table(rows), ""].join("\n");
}

import { problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";

/**
 * Says that a module threw while it was imported: where in the project, if the error tells, and never with a stack.
 *
 * @param root The project's folder, absolute.
 * @param shown How messages name the module.
 * @param fallback Where the module is named.
 */
export function moduleFailure(
  thrown: unknown,
  root: string,
  shown: string,
  fallback: Location | undefined,
): Diagnostic {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const location = placeInside(thrown, root) ?? fallback ?? { file: shown, line: 1, column: 1 };
  const hint =
    isMetaPrefectError(thrown) && thrown.hint !== undefined
      ? thrown.hint
      : `mend ${shown}: it could not be imported`;
  return problem("module-failed", `${shown} failed: ${firstLine(text)}`, { location, hint });
}

/** esbuild puts `path:line:column: ERROR: what` on the second line of its message. */
const esbuildLine = /:\d+:\d+: ERROR: (.*)$/m;

function firstLine(text: string): string {
  const line = esbuildLine.exec(text)?.[1] ?? text.split("\n", 1)[0] ?? "";
  return line.replace(/\.$/, "");
}

/** The first place of the trace that lies in the project and not in its packages. */
function placeInside(thrown: unknown, root: string): Location | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const trace = `${thrown.message}\n${thrown.stack ?? ""}`;
  for (const part of trace.split(`${root}/`).slice(1)) {
    const found = /^([^:\n]+):(\d+):(\d+)(: ERROR)?/.exec(part);
    if (found?.[1] === undefined || found[1].includes("node_modules/")) continue;
    // esbuild counts columns from 0, a stack from 1.
    const shift = found[4] === undefined ? 0 : 1;
    return { file: found[1], line: Number(found[2]), column: Number(found[3]) + shift };
  }
  return undefined;
}

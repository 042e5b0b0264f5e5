import { problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";

/**
 * Says that a module threw while it was imported: where, if the error tells, and never with a stack.
 *
 * @param path Absolute path of the module.
 * @param shown How messages name it.
 * @param fallback Where the module is named.
 */
export function moduleFailure(
  thrown: unknown,
  path: string,
  shown: string,
  fallback: Location | undefined,
): Diagnostic {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const inside = placeInside(thrown, path);
  const location = inside ? { file: shown, ...inside } : (fallback ?? { file: shown, line: 1, column: 1 });
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

function placeInside(
  thrown: unknown,
  path: string,
): { readonly line: number; readonly column: number } | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const trace = `${thrown.message}\n${thrown.stack ?? ""}`;
  const at = trace.indexOf(`${path}:`);
  const numbers = at === -1 ? null : /^:(\d+):(\d+)(: ERROR)?/.exec(trace.slice(at + path.length));
  if (!numbers) return undefined;
  // esbuild counts columns from 0, the stack from 1.
  const shift = numbers[3] === undefined ? 0 : 1;
  return { line: Number(numbers[1]), column: Number(numbers[2]) + shift };
}

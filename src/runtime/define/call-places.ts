import { fileURLToPath } from "node:url";
import type { Location } from "../../interfaces/diagnostic.ts";

const frame = /(?:\(|at (?:async )?)((?:file:\/\/)?\/[^()]*?|[A-Za-z]:\\[^()]*?):(\d+):(\d+)\)?$/;

/**
 * Where the code stands that called `below` and whoever called that, innermost first, without Node's own and packages'
 * files. With tsx the places are those of the TypeScript source.
 *
 * @param below the function at which the trace ends
 */
export function callPlaces(below: (...input: never[]) => unknown): readonly Location[] {
  const holder: { stack?: string } = {};
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 20;
  Error.captureStackTrace(holder, below);
  Error.stackTraceLimit = before;
  return (holder.stack ?? "").split("\n").flatMap((line) => {
    const [, found, row, column] = frame.exec(line.trim()) ?? [];
    if (found === undefined) return [];
    const file = (found.startsWith("file:") ? fileURLToPath(found) : found).replace(/\?.*$/, "");
    if (file.includes("/node_modules/")) return [];
    return [{ file, line: Number(row), column: Number(column) }];
  });
}

import { existsSync, readFileSync } from "node:fs";
import { dirname, isAbsolute, resolve } from "node:path";
import type { Failure } from "./failure.ts";
import type { Io } from "./io.ts";
import { renderDiagnostics, renderFailure, type SourceReader } from "./render/diagnostics.ts";
import { renderJson } from "./render/json.ts";
import { palette } from "./render/palette.ts";

/** How output is wanted. */
export interface Style {
  readonly json: boolean;
  readonly noColor: boolean;
  readonly verbose: boolean;
  /** The command is one that shows what is there, so that nobody asks whether it wrote. @default false */
  readonly shows?: boolean;
}

/**
 * Reads the files that diagnostics point into. Their paths are relative to the project's folder, which is known after
 * reading it; until then it is the nearest folder, upwards, that has the file.
 */
export function sourceReader(folder: string): SourceReader {
  const texts = new Map<string, string | undefined>();
  return (file) => {
    if (!texts.has(file)) texts.set(file, readUpwards(file, folder));
    return texts.get(file);
  };
}

function readUpwards(file: string, folder: string): string | undefined {
  let base = folder;
  while (!isAbsolute(file) && !existsSync(resolve(base, file)) && dirname(base) !== base)
    base = dirname(base);
  try {
    return readFileSync(resolve(base, file), "utf8");
  } catch {
    // The excerpt is an extra: the place is named all the same.
    return undefined;
  }
}

/** What an error means for what was asked. */
export function consequenceOf({ shows = false }: Style): string | undefined {
  return shows ? "" : undefined;
}

/** Prints a failure: as the one JSON document, or as text on stderr; `folder` is where source paths begin. */
export function printFailure(failure: Failure, io: Io, style: Style, folder: string): void {
  if (style.json) {
    io.stdout.write(renderJson(undefined, failure));
    return;
  }
  const colours = palette({ noColor: style.noColor, env: io.env, isTerminal: io.stderr.isTerminal });
  const diagnostics = failure.diagnostics ?? [];
  const listed = diagnostics.some(({ severity }) => severity === "error");
  if (diagnostics.length > 0)
    io.stderr.write(renderDiagnostics(diagnostics, sourceReader(folder), colours, consequenceOf(style)));
  // The diagnostics say it all, and their last line counts them.
  if (!(listed && failure.code === "invalid-project"))
    io.stderr.write(renderFailure(failure, colours, style.verbose));
}

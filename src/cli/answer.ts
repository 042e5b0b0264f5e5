import type { CallerOptions, Diagnostic } from "../index.ts";
import type { Library } from "../library.ts";
import type { Failure } from "./failure.ts";
import type { Io } from "./io.ts";
import type { Invocation } from "./parse.ts";
import type { Fail, Places } from "./places.ts";
import type { Palette } from "./render/palette.ts";

/** What a command may use. */
export interface CommandContext {
  readonly library: Library;
  readonly invocation: Invocation;
  readonly io: Io;
  readonly places: Places;
  readonly options: CallerOptions;
  readonly fail: Fail;
  readonly colours: { readonly out: Palette; readonly err: Palette };
  readonly verbose: boolean;
  /** States and log lines of a run are already shown. */
  readonly streamed: boolean;
}

/** What a command answers; it has printed nothing but progress. */
export interface Answer {
  readonly exitCode: number;
  /** All that there is to say was printed while the command went on. @default false */
  readonly isPrinted?: boolean;
  /** The JSON document without its version. */
  readonly document: object;
  /** With `--json` exactly this is printed, a list or an object whose keys are promised as they are. */
  readonly bare?: object;
  /** The result as text. */
  readonly stdout: string;
  /** The result as Markdown, for a summary of a CI job. @default none */
  readonly markdown?: string;
  /** What went wrong beside the result, as text. @default nothing */
  readonly stderr?: string;
  /** Present exactly when the command failed. */
  readonly failure?: Failure;
  /** With an error among them they are all that is printed. @default none */
  readonly diagnostics?: readonly Diagnostic[];
  /** The project's folder, absolute, where the paths of the diagnostics begin. */
  readonly root?: string;
}

/** One command. */
export type Handler = (context: CommandContext) => Promise<Answer>;

/** The failure that stands for mistakes in the project; undefined when there are only warnings. */
export function mistakes(diagnostics: readonly Diagnostic[]): Failure | undefined {
  const errors = diagnostics.filter(({ severity }) => severity === "error").length;
  if (errors === 0) return undefined;
  const message = `${String(errors)} ${errors === 1 ? "mistake" : "mistakes"} in the project, nothing was written`;
  return { code: "invalid-project", message, diagnostics };
}

/** An answer about a project: as given, or failed when its diagnostics have errors. */
export function projectAnswer(
  result: { readonly diagnostics: readonly Diagnostic[]; readonly target?: { readonly root: string } },
  answer: Omit<Answer, "diagnostics" | "root">,
): Answer {
  const failure = mistakes(result.diagnostics);
  return {
    ...answer,
    diagnostics: result.diagnostics,
    ...(result.target ? { root: result.target.root } : {}),
    ...(failure ? { failure, exitCode: 1 } : {}),
  };
}

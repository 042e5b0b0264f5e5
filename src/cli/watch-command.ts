import type { PlanResult } from "../index.ts";
import type { CommandContext, Handler } from "./answer.ts";
import { planOptions } from "./command-options.ts";
import { printFailure, sourceReader } from "./print.ts";
import { renderDiagnostics } from "./render/diagnostics.ts";
import { escape } from "./render/escape.ts";
import { planDocument } from "./render/json.ts";
import { renderPlan } from "./render/plan.ts";
import { toFailure } from "./to-failure.ts";

const interrupted = 130;
/** How many files are named. */
const named = 3;

/** `watch`: plans, and plans again whenever a file of the project is saved; mistakes are told, and it goes on. */
export const watch: Handler = async (context) => {
  const { io, library, options, verbose, invocation } = context;
  const json = invocation.flag("json");
  for await (const files of library.savedFiles({ ...options, signal: io.signal })) {
    if (files.length > 0 && !json) io.stdout.write(`\n${headline(files)}\n`);
    try {
      show(context, await library.plan(planOptions(context)));
    } catch (thrown) {
      if (io.signal.aborted) break;
      const style = { json, noColor: invocation.flag("no-color"), verbose, shows: true };
      printFailure(toFailure(thrown, library.isMetaPrefectError), io, style, options.directory);
    }
  }
  return { exitCode: interrupted, isPrinted: true, document: {}, stdout: "" };
};

function headline(files: readonly string[]): string {
  const more = files.length > named ? ` and ${String(files.length - named)} more` : "";
  return `-- ${escape(files.slice(0, named).join(", "))}${more} saved`;
}

function show({ io, invocation, colours, verbose }: CommandContext, result: PlanResult): void {
  if (invocation.flag("json")) {
    io.stdout.write(`${JSON.stringify({ version: 1, ...planDocument(result) })}\n`);
    return;
  }
  const { diagnostics, target } = result;
  io.stderr.write(renderDiagnostics(diagnostics, sourceReader(target.root), colours.err, ""));
  const broken = diagnostics.some(({ severity }) => severity === "error");
  if (!broken) io.stdout.write(renderPlan(result, colours.out, verbose));
}

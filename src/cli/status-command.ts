import { setTimeout as sleep } from "node:timers/promises";
import type { StatusResult } from "../index.ts";
import { projectAnswer, type Answer, type CommandContext, type Handler } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { renderStatus } from "./render/status.ts";

const interrupted = 130;
/** Milliseconds between two looks. */
const pace = 2_000;
const clearScreen = "\u001b[2J\u001b[H";

/** `status`; with `--watch` again and again, with `--json` as one line of JSON each time. */
export const status: Handler = async (context) => {
  const { invocation, io } = context;
  if (!invocation.flag("watch")) return answerOf(context, await look(context));
  let shown = "";
  while (!io.signal.aborted) {
    const result = await look(context).catch((thrown: unknown) => {
      if (io.signal.aborted) return undefined;
      throw thrown;
    });
    if (result === undefined) break;
    const json = invocation.flag("json");
    const text = json
      ? `${JSON.stringify({ version: 1, ...result })}\n`
      : renderStatus(result, context.verbose);
    // What has not changed is not printed again.
    if (text !== shown) io.stdout.write(io.stdout.isTerminal && !json ? `${clearScreen}${text}` : text);
    shown = text;
    // Ctrl-C is how watching ends.
    await sleep(pace, undefined, { signal: io.signal }).catch(() => undefined);
  }
  return { exitCode: interrupted, isPrinted: true, document: {}, stdout: "" };
};

/** `report`: what `status` shows, as a page. */
export const report: Handler = async (context) => {
  const result = await look(context);
  const { renderStatusPage } = await import("./render/status-page.ts");
  return projectAnswer(result, { exitCode: 0, document: result, stdout: renderStatusPage(result) });
};

function look(context: CommandContext): Promise<StatusResult> {
  return context.library.status(runOptions(context));
}

function answerOf(context: CommandContext, result: StatusResult): Answer {
  return projectAnswer(result, {
    exitCode: 0,
    document: result,
    stdout: renderStatus(result, context.verbose),
  });
}

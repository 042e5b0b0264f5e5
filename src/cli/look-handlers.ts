import type { DoctorResult } from "../index.ts";
import type { Answer, Handler } from "./answer.ts";
import { calendar } from "./calendar-command.ts";
import { runOptions } from "./command-options.ts";
import type { lookCommands } from "./look-commands.ts";
import { escape } from "./render/escape.ts";
import { watch } from "./watch-command.ts";
import { renderGraphPage, renderMermaid, renderSvg } from "./render/drawing.ts";

const graph: Handler = async (context) => {
  const result = await context.library.graph(runOptions(context));
  const form = context.invocation.value("drawing") ?? "mermaid";
  const drawn =
    form === "html" ? renderGraphPage(result) : form === "svg" ? renderSvg(result) : renderMermaid(result);
  return {
    exitCode: 0,
    document: result,
    diagnostics: result.diagnostics,
    stdout: drawn,
  };
};

const doctor: Handler = async ({ library, options, colours }) => {
  const result = await library.doctor(options);
  const wrong = result.findings.filter(({ state }) => state === "error");
  const answer: Answer = { exitCode: 0, document: result, stdout: renderFindings(result, colours.out) };
  if (wrong.length === 0) return answer;
  const message = `${String(wrong.length)} of ${String(result.findings.length)} checks found something wrong`;
  return {
    ...answer,
    exitCode: 1,
    failure: { code: "not-well", message, hint: "each finding says its next step" },
  };
};

function renderFindings(
  { findings }: DoctorResult,
  colours: Parameters<Handler>[0]["colours"]["out"],
): string {
  const width = Math.max(...findings.map(({ check }) => check.length));
  const marks = { ok: colours.green("ok"), warning: colours.yellow("warning"), error: colours.red("error") };
  const lines = findings.flatMap(({ check, state, message, hint }) => [
    `  ${check.padEnd(width)}  ${marks[state]}${" ".repeat(9 - state.length)}${escape(message)}`,
    ...(hint === undefined ? [] : [`  ${" ".repeat(width)}           hint: ${escape(hint)}`]),
  ]);
  return `${lines.join("\n")}\n`;
}

/** What the commands do that show what is going on. */
export const lookHandlers: Readonly<Record<keyof typeof lookCommands, Handler>> = {
  graph,
  calendar,
  doctor,
  watch,
};

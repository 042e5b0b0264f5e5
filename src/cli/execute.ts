import type { CommandLineOptions, Written } from "../actions/repeat.ts";
import type { CallerOptions, Reporter } from "../index.ts";
import type { Answer, CommandContext } from "./answer.ts";
import { commandSpec } from "./commands.ts";
import type { Failure } from "./failure.ts";
import type { Library } from "../library.ts";
import { handlers } from "./handlers.ts";
import type { Io } from "./io.ts";
import type { Invocation, RunnableName } from "./parse.ts";
import { isPrefectFile, placesOf, type Fail, type Places } from "./places.ts";
import { consequenceOf, printFailure, sourceReader, type Style } from "./print.ts";
import { createProgress } from "./progress.ts";
import { renderDiagnostics } from "./render/diagnostics.ts";
import { renderBareJson, renderJson } from "./render/json.ts";
import { palette } from "./render/palette.ts";
import { appendStepSummary } from "./step-summary.ts";
import { toFailure } from "./to-failure.ts";

const interrupted = 130;

type Prepared = Omit<CommandContext, "library" | "places" | "options" | "fail">;

/** Runs a command, prints what it answers, and answers the exit code. Never rejects. */
export async function execute(
  command: RunnableName,
  invocation: Invocation,
  io: Io,
  load: () => Promise<Library>,
): Promise<number> {
  const style: Style = {
    json: invocation.flag("json"),
    noColor: invocation.flag("no-color"),
    verbose: invocation.flag("verbose"),
    // What plan and validate say is about what a deploy would write.
    shows: commandSpec(command).readOnly && !["plan", "validate"].includes(command),
  };
  const colours = {
    out: palette({ ...style, env: io.env, isTerminal: io.stdout.isTerminal }),
    err: palette({ ...style, env: io.env, isTerminal: io.stderr.isTerminal }),
  };
  const show = style.json || invocation.flag("quiet") ? "none" : "all";
  const stream = command === "run" && invocation.flag("watch");
  const progress = createProgress({
    stdout: io.stdout,
    stderr: io.stderr,
    colours: colours.out,
    show,
    stream,
  });
  const streamed = stream && show === "all";
  let isOurs: Library["isMetaPrefectError"] | undefined;
  let folder = io.cwd;
  try {
    const library = await load();
    isOurs = library.isMetaPrefectError;
    const fail: Fail = (code, message, hint) => new library.MetaPrefectError(code, message, { hint });
    const about = { ...invocation, positionals: placesAmong(command, invocation.positionals) };
    const places = placesOf(about, io.cwd, fail);
    folder = places.directory;
    const prepared: Prepared = { invocation, io, colours, verbose: style.verbose, streamed };
    checkEnvironments(command, invocation, fail);
    const options = callerOptions(invocation, io, places, progress.report);
    const answer = await handlers[command]({ ...prepared, library, places, options, fail });
    progress.end();
    if (answer.markdown !== undefined) appendStepSummary(answer.markdown, io);
    const exitCode = answer.failure && io.signal.aborted ? interrupted : answer.exitCode;
    const written = textsOf(answer, io, style, answer.root ?? folder, colours.err);
    for (const { to, text } of written) io[to].write(text);
    io.onAnswer?.(written, exitCode);
    return exitCode;
  } catch (thrown) {
    progress.end();
    const failure = toFailure(thrown, isOurs);
    if (failure.code !== "interrupted" && !io.signal.aborted) {
      printFailure(failure, io, style, folder);
      return 1;
    }
    printFailure(failure.code === "interrupted" ? failure : stopped(command), io, style, folder);
    return interrupted;
  }
}

/** The arguments that say where a command works: those of apply and import may be files of another kind, and a flow in a file is none. */
function placesAmong(command: RunnableName, positionals: readonly string[]): readonly string[] {
  if (command === "apply") return [];
  if (command === "flows show" || command === "flow-run execute")
    return positionals.filter((text) => !/:[^/\\]+$/.test(text));
  return command === "import" ? positionals.filter((text) => !isPrefectFile(text)) : positionals;
}

function stopped(command: RunnableName): Failure {
  const again = "run the same command again for the rest";
  const hint = commandSpec(command).idempotent ? again : "what it started goes on; look at it in Prefect";
  return { code: "interrupted", message: `${command} was stopped before it was done`, hint };
}

function callerOptions(
  invocation: Invocation,
  io: Io,
  places: Places,
  reporter: Reporter,
): CommandLineOptions {
  return {
    directory: places.directory,
    ...environmentsOf(invocation.values("env")),
    env: io.env,
    reporter,
    signal: io.signal,
    // A CI runner may have a terminal, but nobody sits there.
    interactive: io.stdinIsTerminal && io.stdout.isTerminal && !io.env["CI"],
    local: invocation.flag("local"),
    early: io.early,
  };
}

const aboutDeclarations: readonly RunnableName[] = [
  "deploy",
  "plan",
  "validate",
  "render",
  "status",
  "drift",
  "destroy",
  "rollback",
];

/** Several environments make sense where the project's declarations are read. */
function checkEnvironments(command: RunnableName, invocation: Invocation, fail: Fail): void {
  const names = invocation.values("env");
  if (names.length < 2 || aboutDeclarations.includes(command)) return;
  throw fail(
    "unexpected-argument",
    `${command} is about one environment, given ${names.join(", ")}`,
    "give --env once",
  );
}

/** One environment is what most commands are about; several make one run over all of them. */
function environmentsOf(names: readonly string[]): Pick<CallerOptions, "environment" | "environments"> {
  const [first, ...others] = names;
  return others.length === 0 ? { environment: first } : { environments: names };
}

/** What an answer has to say, in its order. Mistakes of the project are printed by themselves. */
function textsOf(
  answer: Answer,
  io: Io,
  style: Style,
  root: string,
  colours: CommandContext["colours"]["err"],
): readonly Written[] {
  if (answer.isPrinted === true) return [];
  if (style.json) {
    const { bare, document, failure } = answer;
    const text = bare === undefined ? renderJson(document, failure) : renderBareJson(bare);
    return [{ to: "stdout", text }];
  }
  if (answer.failure?.code === "invalid-project") {
    printFailure(answer.failure, io, style, root);
    return [];
  }
  const found = answer.diagnostics ?? [];
  return [
    { to: "stderr", text: renderDiagnostics(found, sourceReader(root), colours, consequenceOf(style)) },
    { to: "stdout", text: answer.stdout },
    { to: "stderr", text: answer.stderr ?? "" },
  ];
}

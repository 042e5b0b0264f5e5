import type { Reporter, RunEvent } from "../index.ts";
import type { Output } from "./io.ts";
import { cut, escape } from "./render/escape.ts";
import type { Palette } from "./render/palette.ts";
import { renderRunEvent } from "./render/run.ts";

/** What takes longer shows that it lives. Milliseconds. */
const patience = 500;
/** How often the line of a terminal is drawn anew. Milliseconds. */
const tick = 250;
const clearLine = "\r\u001b[2K";

const phases = {
  read: "reading the project",
  observe: "asking Prefect",
  plan: "comparing",
  wait: "waiting for another deploy to end",
  apply: "deploying",
  server: "starting the local Prefect",
  worker: "starting a worker",
  python: "preparing Python",
} as const;

/** Shows on stderr what a run or a worker tells, and on stdout the states and log lines of a watched flow run. */
export interface Progress {
  readonly report: Reporter;
  /** Removes what is drawn; nothing is drawn afterwards. */
  readonly end: () => void;
}

/** What progress needs. */
export interface ProgressOptions {
  readonly stdout: Output;
  readonly stderr: Output;
  /** Of stdout. */
  readonly colours: Palette;
  /** `none` with `-q`. */
  readonly show: "all" | "none";
  /** Whether states and log lines of a flow run are shown as they come. */
  readonly stream: boolean;
}

type PhaseEvent = Extract<RunEvent, { code: "phase" }>;
type ChangeEvent = Extract<RunEvent, { code: "change-started" | "change-ended" }>;

function phaseText({ phase, detail }: PhaseEvent): string {
  return detail === undefined ? phases[phase] : `${phases[phase]}: ${escape(detail)}`;
}

function changeText(event: ChangeEvent): string {
  const place = `${String(event.index)}/${String(event.total)}`;
  if (event.code === "change-started") return `deploying ${place}  ${event.kind} ${escape(event.name)}`;
  const { change, status } = event.outcome;
  return `${place}  ${status.padEnd(7)}  ${change.kind} ${escape(change.name)}`;
}

/** One line at the bottom of a terminal, drawn only when something takes long, with the seconds that it took. */
function terminalLine(stderr: Output): {
  readonly set: (text: string) => void;
  readonly clear: () => void;
  readonly end: () => void;
} {
  let text = "";
  let drawn = false;
  let since = Date.now();
  const begun = since;
  const clear = (): void => {
    if (drawn) stderr.write(clearLine);
    drawn = false;
  };
  const timer = setInterval(() => {
    if (text === "" || Date.now() - begun < patience) return;
    const seconds = Math.floor((Date.now() - since) / 1000);
    stderr.write(
      `${clearLine}${cut(text, Math.max(20, stderr.columns() - 10))}${seconds >= 2 ? ` (${String(seconds)} s)` : ""}`,
    );
    drawn = true;
  }, tick);
  timer.unref();
  return {
    set: (next) => {
      if (next !== text) since = Date.now();
      text = next;
    },
    clear,
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** Plain lines: each change as it ends, and a phase that takes long. */
function plainLines(stderr: Output): {
  readonly phase: (text: string) => void;
  readonly line: (text: string) => void;
  readonly end: () => void;
} {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
  };
  const line = (text: string): void => {
    stderr.write(`${text}\n`);
  };
  return {
    phase: (text) => {
      clearTimeout(timer);
      timer = setTimeout(line, patience, text);
      timer.unref();
    },
    line: (text) => {
      end();
      line(text);
    },
    end,
  };
}

/** Makes the progress of one command. */
export function createProgress({ stdout, stderr, colours, show, stream }: ProgressOptions): Progress {
  if (show === "none") return { report: () => undefined, end: () => undefined };
  const line = stderr.isTerminal ? terminalLine(stderr) : undefined;
  const lines = stderr.isTerminal ? undefined : plainLines(stderr);
  return {
    end: () => {
      line?.end();
      lines?.end();
    },
    report: (event) => {
      switch (event.code) {
        case "phase":
          line?.set(phaseText(event));
          lines?.phase(phaseText(event));
          break;
        case "change-started":
          line?.set(changeText(event));
          break;
        case "change-ended":
          lines?.line(changeText(event));
          break;
        case "worker-said":
          line?.clear();
          lines?.end();
          stderr.write(`${escape(event.line)}\n`);
          break;
        case "run-created":
        case "run-state":
        case "run-log":
          if (!stream) break;
          line?.set("");
          line?.clear();
          lines?.end();
          for (const text of renderRunEvent(event, colours)) stdout.write(`${text}\n`);
      }
    },
  };
}

import { format } from "node:util";
import { redact } from "../../errors/redact.ts";
import type { Scope } from "../context/scope.ts";

/** Writes lines to the log of a run. Further values are put in as `console.log` does. */
export interface RunLogger {
  readonly debug: (message: unknown, ...values: readonly unknown[]) => void;
  readonly info: (message: unknown, ...values: readonly unknown[]) => void;
  readonly warn: (message: unknown, ...values: readonly unknown[]) => void;
  readonly error: (message: unknown, ...values: readonly unknown[]) => void;
}

const levels = { debug: 10, info: 20, warn: 30, error: 40 } as const;

/** The logger of the innermost run of a scope. */
export function loggerOf({ session, flow, task }: Scope): RunLogger {
  const at =
    (level: keyof typeof levels) =>
    (message: unknown, ...values: readonly unknown[]): void => {
      const text = format(message, ...values);
      const who = task === undefined ? `Flow run '${flow?.name ?? ""}'` : `Task run '${task.name}'`;
      const time = new Date().toISOString().slice(11, 23);
      process.stderr.write(`${time} | ${level.toUpperCase().padEnd(5)} | ${redact(`${who} - ${text}`)}\n`);
      if (flow === undefined) return;
      session.logs.write({
        name: task === undefined ? "prefect.flow_runs" : "prefect.task_runs",
        level: levels[level],
        message: text,
        flow_run_id: flow.id,
        task_run_id: task?.id ?? null,
      });
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

import type { ActiveRun, Session } from "../engine/session.ts";

/** An error that nothing caught, and the runs that went on when it came. */
export interface Crash {
  readonly thrown: unknown;
  readonly runs: readonly ActiveRun[];
}

/** What happens to a process that nobody asked for. */
export interface ProcessGuard {
  /** Resolves with the first error that nothing catches. */
  readonly crash: Promise<Crash>;
  /** The process may do as it likes again. */
  readonly release: () => void;
}

/** What a process that user code ends too early says to its worker. */
const endedEarly = 70;

/**
 * Watches over the process while a run is executed: errors that nothing catches, also rejections that nobody handles, are
 * told to the caller; `process.exit(0)` in the midst of a run becomes a failure, so that the worker sees it.
 */
export function guardProcess(session: Session): ProcessGuard {
  let crashed: (crash: Crash) => void = () => undefined;
  const crash = new Promise<Crash>((resolve) => (crashed = resolve));
  process.setUncaughtExceptionCaptureCallback((thrown: unknown) => {
    crashed({ thrown, runs: [...session.active] });
  });
  const onExit = (code: number): void => {
    if (code !== 0) return;
    process.stderr.write("the process was ended by the flow's own code, before its run had ended\n");
    process.exitCode = endedEarly;
  };
  process.on("exit", onExit);
  return {
    crash,
    release: () => {
      process.setUncaughtExceptionCaptureCallback(null);
      process.off("exit", onExit);
    },
  };
}

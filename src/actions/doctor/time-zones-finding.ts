import type { Finding } from "../../interfaces/look-actions.ts";

/**
 * What is known of the time zone files of a server on this machine: its `PYTHONTZPATH`, null where that is not set, and
 * undefined where it cannot be seen. Not seen means not guessed: how long requests take depends on much else.
 */
export function timeZonesFinding(path: string | null | undefined): Finding {
  const check = "time-zones";
  if (path === "")
    return { check, state: "ok", message: "the local server has its time zones from the package tzdata" };
  if (path === undefined) {
    return {
      check,
      state: "ok",
      message: "which time zone files the server on this machine reads cannot be seen from outside",
      hint: "with the package tzdata and an empty PYTHONTZPATH it reads schedules about 10 times faster",
    };
  }
  const what = path === null ? "PYTHONTZPATH is not set" : `PYTHONTZPATH is ${path}`;
  return {
    check,
    state: "warning",
    message: `the local server walks all time zone files for each schedule that it reads (${what})`,
    hint: "`meta-prefect server stop`, then `meta-prefect server start`, which sets it to nothing: about 10 times faster",
  };
}

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";

/** One particular process: a pid alone may come back as another process. */
export const processIdentity = z.object({ pid: z.int().positive(), start: z.string().min(1) });

/** One particular process: its pid, and an opaque mark of when it started. */
export type ProcessIdentity = z.infer<typeof processIdentity>;

/** The identity of the live process with this pid; undefined when there is none (a zombie is none). */
export function identify(pid: number): ProcessIdentity | undefined {
  const start = startOf(pid);
  return start === undefined ? undefined : { pid, start };
}

/** Whether exactly this process still lives. */
export function isAlive(identity: ProcessIdentity): boolean {
  return startOf(identity.pid) === identity.start;
}

/** Sends a signal to exactly this process; false when it is gone. */
export function signalProcess(identity: ProcessIdentity, signal: "SIGTERM" | "SIGKILL"): boolean {
  if (!isAlive(identity)) return false;
  try {
    return process.kill(identity.pid, signal);
  } catch {
    return false;
  }
}

function startOf(pid: number): string | undefined {
  try {
    if (process.platform === "linux") return startOnLinux(pid);
    if (process.platform === "win32") return startOnWindows(pid);
    return startByPs(pid);
  } catch {
    return undefined;
  }
}

function startOnLinux(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${String(pid)}/stat`, "utf8");
  // the command name before the last parenthesis may contain anything, spaces too
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, ticks] = [fields[0], fields[19]];
  if (state === "Z" || state === "X" || ticks === undefined) return undefined;
  // ticks count from boot, so they say nothing after the next one
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return `${boot}:${ticks}`;
}

function startByPs(pid: number): string | undefined {
  const line = execFileSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return line === "" || line.startsWith("Z") ? undefined : line.replace(/^\S+\s+/, "");
}

function startOnWindows(pid: number): string | undefined {
  const script = `(Get-Process -Id ${String(pid)}).StartTime.Ticks`;
  const shell = ["-NoProfile", "-NonInteractive", "-Command", script];
  const ticks = execFileSync("powershell.exe", shell, { encoding: "utf8", windowsHide: true }).trim();
  return ticks === "" ? undefined : ticks;
}

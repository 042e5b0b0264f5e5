import { cpus, platform, release } from "node:os";

/** What something took. */
export interface Effort {
  readonly seconds: number;
  /** Processor time, of the user and of the system. */
  readonly cpuSeconds: number;
}

interface Pair {
  readonly theirs: Effort;
  readonly ours: Effort;
}

/** What the bench of the flow reader measured: medians. */
export interface FlowsMeasured {
  readonly warm: Pair;
  readonly cold: Pair;
  readonly cached: Pair;
  readonly large: { readonly cold: Effort; readonly cached: Effort };
  readonly peakBytes: number;
}

/** The table of reading flows beside Prefect, with what it misses. */
export function flowsReport({ warm, cold, cached, large, peakBytes }: FlowsMeasured): string {
  const peak = peakBytes / 2 ** 20;
  return [
    machine(),
    "",
    "|   | Prefect | meta-prefect | promised | measured | |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    beside("100 flows, in a warm process", warm, 30),
    beside("100 flows, a cold command", cold, 7),
    beside("100 flows, a command with a cache", cached, 12),
    alone("5,000 files, 500 with flows, cold", large.cold, 2),
    alone("5,000 files, 500 with flows, cached", large.cached, 0.5),
    line("peak memory", "", `${peak.toFixed(0)} MiB`, "< 250 MiB", `${peak.toFixed(0)} MiB`, peak < 250),
    "",
    "In brackets: processor time of all threads, user and system.",
  ].join("\n");
}

function line(
  what: string,
  theirs: string,
  ours: string,
  promised: string,
  measured: string,
  isMet: boolean,
): string {
  return `| ${what} | ${theirs} | ${ours} | ${promised} | ${measured} | ${isMet ? "met" : "**missed**"} |`;
}

function beside(what: string, { theirs, ours }: Pair, promised: number): string {
  const ratio = theirs.seconds / ours.seconds;
  const byProcessor = theirs.cpuSeconds / ours.cpuSeconds;
  const measured = `${ratio.toFixed(1)} × (${byProcessor.toFixed(1)} ×)`;
  return line(
    what,
    effort(theirs),
    effort(ours),
    `≥ ${String(promised)} × faster`,
    measured,
    ratio >= promised,
  );
}

function alone(what: string, ours: Effort, promised: number): string {
  return line(what, "", effort(ours), `< ${String(promised)} s`, time(ours.seconds), ours.seconds < promised);
}

function effort({ seconds, cpuSeconds }: Effort): string {
  return `${time(seconds)} (${time(cpuSeconds)})`;
}

function time(seconds: number): string {
  return seconds < 1 ? `${(seconds * 1000).toFixed(0)} ms` : `${seconds.toFixed(2)} s`;
}

function machine(): string {
  const date = new Date().toISOString().slice(0, 10);
  const processors = cpus();
  return `Measured on ${date}, Node ${process.version}, ${platform()} ${release()}, ${String(processors.length)} × ${processors[0]?.model ?? "?"}.`;
}

import type { LogCheck } from "./log-lines.ts";

/** Medians of one language's runs of one flow. */
export interface Medians {
  readonly startSeconds: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly requests: number;
}

/** The same flow in both languages. */
export interface Contest {
  readonly title: string;
  readonly runs: number;
  readonly python: Medians;
  readonly typescript: Medians;
  /** What differs on the server. */
  readonly differences: readonly string[];
}

/** Everything that was measured. */
export interface Measured {
  readonly hundred: Contest;
  readonly thousand: Contest;
  readonly lines: Contest & { readonly count: number; readonly theirs: LogCheck; readonly ours: LogCheck };
}

/** The tables, with what is missed. */
export function runtimeReport(machine: string, { hundred, thousand, lines }: Measured): string {
  const ratio = (contest: Contest, of: "startSeconds" | "wallSeconds" | "peakBytes"): number =>
    contest.python[of] / contest.typescript[of];
  const log = ({ lost, twice, isInOrder }: LogCheck): string =>
    `${String(lost)} lost, ${String(twice)} twice, ${isInOrder ? "in order" : "not in order"}`;
  const isWhole = lines.ours.lost === 0 && lines.ours.twice === 0 && lines.ours.isInOrder;
  const memory = Math.min(ratio(hundred, "peakBytes"), ratio(thousand, "peakBytes"));
  return [
    machine,
    "",
    "|   | start to Running | whole process | processor time | peak memory | HTTP requests |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...[hundred, thousand, lines].flatMap((contest) => [
      row(
        `**${contest.title}** (${contest.runs === 1 ? "one run" : `${String(contest.runs)} runs`}): Python`,
        contest.python,
      ),
      row("TypeScript", contest.typescript),
    ]),
    "",
    "| target | promised | measured | |",
    "| --- | ---: | ---: | --- |",
    target("start of the process to Running", "≥ 5 × faster", ratio(hundred, "startSeconds"), 5),
    target("1,000 mapped tasks, whole process", "≥ 3 × faster", ratio(thousand, "wallSeconds"), 3),
    target("peak memory", "≤ half", memory, 2),
    same(hundred, "100 tasks"),
    same(thousand, "1,000 mapped tasks"),
    `| ${lines.count.toLocaleString("en")} lines of log (Python: ${log(lines.theirs)}) | none lost, none twice, in order | ${log(lines.ours)} | ${met(isWhole)} |`,
  ].join("\n");
}

function row(what: string, { startSeconds, wallSeconds, cpuSeconds, peakBytes, requests }: Medians): string {
  const seconds = [startSeconds, wallSeconds, cpuSeconds].map((value) => `${value.toFixed(2)} s`);
  return `| ${[what, ...seconds, `${(peakBytes / 2 ** 20).toFixed(0)} MiB`, String(requests)].join(" | ")} |`;
}

function target(what: string, promised: string, measured: number, atLeast: number): string {
  return `| ${what} | ${promised} | ${measured.toFixed(1)} × | ${met(measured >= atLeast)} |`;
}

function same({ differences }: Contest, title: string): string {
  const found = differences.length === 0 ? "the same" : differences.join(". ");
  const what = `${title}: task runs, by task, their states, order and edges of the graph`;
  return `| ${what} | as in Python | ${found.replaceAll("|", "/")} | ${met(differences.length === 0)} |`;
}

const met = (isMet: boolean): string => (isMet ? "met" : "**missed**");

import type { Finding } from "./lab.ts";

/** One row of the page: an experiment by its name, and what it found. */
export type Row = readonly [experiment: string, finding: string];

/** The row of an experiment that was made just now. */
export function rowOf(experiment: string, { what, result, passed }: Finding): Row {
  return [experiment, `${what} | ${result} | ${passed ? "yes" : "**no**"}`];
}

/** The rows of a page that was made before, so that making one experiment again leaves the others as they are. */
export function rowsOf(page: string): readonly Row[] {
  return page.split("\n").flatMap((line): readonly Row[] => {
    const [, experiment, finding] = /^\| ([a-z]+) +\| (.*?) +\|$/.exec(line) ?? [];
    return experiment === undefined || finding === undefined || experiment === "experiment"
      ? []
      : [[experiment, finding.replaceAll(/ +\| /g, " | ")]];
  });
}

/** The page of findings; of rows with the same experiment, the later one. */
export function renderReport(rows: readonly Row[], machine: string): string {
  const newest = [...new Map(rows)];
  return [
    "# Reliability",
    "",
    "Made by `npm run reliability -- --write`, on a real Prefect server; nothing is simulated but the faults, which a",
    "proxy between the program and the server makes. `--only NAME,NAME` makes some of the experiments again, and `--long 30`",
    "adds thirty real minutes with a per-minute schedule.",
    "",
    `Machine: ${machine}.`,
    "",
    "| experiment | what was done | what was seen | as wanted |",
    "| --- | --- | --- | --- |",
    ...newest.map(([experiment, finding]) => `| ${experiment} | ${finding} |`),
    "",
    "Servers are compared field by field: flows, deployments, schedules, pools, queues, blocks, automations, limits, variables and",
    "the ledger, without ids and times.",
    "",
  ].join("\n");
}

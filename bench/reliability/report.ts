import type { Finding } from "./lab.ts";

/** The page of findings. */
export function renderReport(findings: readonly Finding[], machine: string): string {
  const rows = findings.map(
    ({ what, result, passed }) => `| ${what} | ${result} | ${passed ? "yes" : "**no**"} |`,
  );
  return [
    "# Reliability",
    "",
    "Made by `npm run reliability -- --write`, on a real Prefect server; nothing is simulated but the faults, which a",
    "proxy between the program and the server makes. `--long 30` adds thirty real minutes with a per-minute schedule.",
    "",
    `Machine: ${machine}.`,
    "",
    "| what was done | what was seen | as wanted |",
    "| --- | --- | --- |",
    ...rows,
    "",
    "Servers are compared field by field: flows, deployments, schedules, pools, queues, automations, limits, variables and",
    "the ledger, without ids and times.",
    "",
  ].join("\n");
}

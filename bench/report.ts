import { strangers, type Figures } from "./measure.ts";
import type { ServerKind } from "./options.ts";
import type { Requests } from "./count-requests.ts";
import type { Results, SizeResults } from "./results.ts";
import { judge, mebibytes } from "./targets.ts";

const servers: readonly ServerKind[] = ["stock", "local", "postgresql"];

interface Row {
  readonly what: string;
  readonly seconds: (figures: Figures) => number | undefined;
  /** To which its ratio is shown. */
  readonly to?: (figures: Figures) => number;
  readonly requests?: Requests | undefined;
  readonly peak?: (figures: Figures) => number | undefined;
}

/** The table of what was measured, and the targets with whether they are met, as Markdown. */
export function renderReport(results: Results): string {
  const { sizes } = results;
  return [
    ...sizes.map((size) => renderSize(size)),
    "Seconds, median; in brackets the ratio to the first line of the same block.",
    renderTargets(results),
  ].join("\n\n");
}

function renderSize({ size, servers: figures, requests }: SizeResults): string {
  const rows: readonly Row[] = [
    { what: "**first:** bare POSTs of the same bodies", seconds: ({ floor }) => floor },
    {
      what: "`meta-prefect deploy`",
      seconds: ({ first }) => first,
      to: ({ floor }) => floor,
      requests: requests.first,
      peak: ({ firstPeak }) => firstPeak,
    },
    {
      what: "`prefect deploy --all`",
      seconds: ({ peer }) => peer?.first,
      to: ({ floor }) => floor,
      requests: requests.peer?.first,
      peak: ({ peer }) => peer?.firstPeak,
    },
    { what: "**unchanged:** bare bulk read, a process", seconds: ({ readByProcess }) => readByProcess },
    {
      what: "bare bulk read, in a running process",
      seconds: ({ readInProcess }) => readInProcess,
      to: ({ readByProcess }) => readByProcess,
    },
    {
      what: "`meta-prefect deploy`",
      seconds: ({ unchanged }) => unchanged,
      to: ({ readByProcess }) => readByProcess,
      requests: requests.unchanged,
      peak: ({ unchangedPeak }) => unchangedPeak,
    },
    {
      what: `the same, ${String(strangers)} deployments of others beside`,
      seconds: ({ withStrangers }) => withStrangers,
      to: ({ readByProcess }) => readByProcess,
    },
    {
      what: "`meta-prefect deploy`, nothing remembered",
      seconds: ({ anew }) => anew,
      to: ({ readByProcess }) => readByProcess,
    },
    {
      what: "`meta-prefect deploy`, one changed",
      seconds: ({ changed }) => changed,
      to: ({ readByProcess }) => readByProcess,
      requests: requests.changed,
    },
    {
      what: "`prefect deploy --all`",
      seconds: ({ peer }) => peer?.unchanged,
      to: ({ readByProcess }) => readByProcess,
      requests: requests.peer?.unchanged,
      peak: ({ peer }) => peer?.unchangedPeak,
    },
  ];
  const measured = servers.filter((kind) => figures[kind] !== undefined);
  const title = size === 1 ? "1 deployment" : `${String(size)} deployments`;
  return table(
    [title, ...measured.map((kind) => `${kind} server`), "requests (writes)", "peak memory"],
    rows.map(({ what, seconds, to, requests: counted, peak }) => [
      what,
      ...measured.map((kind) => duration(figures[kind], seconds, to)),
      counted === undefined ? "" : `${String(counted.all)} (${String(counted.writes)})`,
      memory(
        measured.map((kind) => figures[kind]).find((one) => one !== undefined),
        peak,
      ),
    ]),
  );
}

function duration(figures: Figures | undefined, seconds: Row["seconds"], to: Row["to"]): string {
  const value = figures === undefined ? undefined : seconds(figures);
  if (figures === undefined || value === undefined) return "";
  const text = value.toFixed(value < 10 ? 2 : 1);
  return to === undefined ? text : `${text} (${ratio(value / to(figures))})`;
}

function ratio(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0);
}

function memory(figures: Figures | undefined, peak: Row["peak"]): string {
  const bytes = figures === undefined ? undefined : peak?.(figures);
  return bytes === undefined ? "" : mebibytes(bytes);
}

function renderTargets(results: Results): string {
  return table(
    ["target, at 100 deployments where no other number is told", "promised", "measured", ""],
    judge(results).map(({ what, promised, measured, met }) => [
      what,
      promised,
      measured,
      met ? "met" : "**missed**",
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, index) => (index === 0 ? "---" : "--:"))), ...rows.map(line)].join(
    "\n",
  );
}

import type { Figures } from "./measure.ts";
import { entries, type Offline } from "./offline.ts";
import type { Results, SizeResults } from "./results.ts";

/** A promise, and what was measured. */
export interface Target {
  readonly what: string;
  readonly promised: string;
  readonly measured: string;
  readonly met: boolean;
}

/** The sizes for which targets are made. */
const targetSize = 100;
const largeSize = 1_000;

/** Judges what was measured; what was not measured is left out. */
export function judge({ sizes, offline }: Results): readonly Target[] {
  const result = sizes.find(({ size }) => size === targetSize);
  const large = sizes.find(({ size }) => size === largeSize);
  return [
    ...(result === undefined ? [] : judgeSize(result)),
    ...(large === undefined ? [] : judgeLarge(large)),
    ...judgeOffline(offline),
  ];
}

function judgeLarge({ size, servers }: SizeResults): readonly Target[] {
  return Object.entries(servers).flatMap(([name, figures]) => {
    const where = `${String(size)} deployments, ${name} server`;
    const { first, floor, unchanged, readByProcess, unchangedPeak } = figures;
    const most = 200 * 2 ** 20;
    return [
      name === "postgresql"
        ? atLeast(`first, ${where}: bare POSTs one by one / ours`, 1.8, floor / first)
        : atMost(`first, ${where}: ours / bare POSTs`, 1.2, first / floor),
      ...(name === "local"
        ? []
        : [atMost(`unchanged, ${where}: ours / bare bulk read`, 1.3, unchanged / readByProcess)]),
      {
        what: `peak memory of an unchanged deploy, ${where}`,
        promised: `< ${mebibytes(most)}`,
        measured: mebibytes(unchangedPeak),
        met: unchangedPeak < most,
      },
    ];
  });
}

function judgeSize({ size, servers, requests }: SizeResults): readonly Target[] {
  const { stock, local } = servers;
  const pages = Math.ceil(size / 200);
  const mostRequests = 2 * pages + 12;
  const { unchanged } = requests;
  return [
    ...Object.entries(servers).flatMap(([name, figures]) => judgeServer(name, size, figures)),
    ...(stock?.peer === undefined
      ? []
      : [
          atLeast(
            "unchanged, stock server: `prefect deploy --all` / ours",
            30,
            stock.peer.unchanged / stock.unchanged,
          ),
        ]),
    ...(stock?.peer === undefined || local === undefined
      ? []
      : [
          atLeast(
            "unchanged, each on the server that it starts: `prefect deploy --all` / ours",
            100,
            stock.peer.unchanged / local.unchanged,
          ),
        ]),
    {
      what: "unchanged: requests",
      promised: `≤ ${String(mostRequests)}, no write`,
      measured: `${String(unchanged.all)}, ${String(unchanged.writes)} writes`,
      met: unchanged.all <= mostRequests && unchanged.writes === 0,
    },
  ];
}

function judgeServer(server: string, size: number, figures: Figures): readonly Target[] {
  const { peer } = figures;
  const oneWrite = figures.floor / size;
  return [
    atMost(`first, ${server} server: ours / bare POSTs`, 1.2, figures.first / figures.floor),
    ...(peer === undefined
      ? []
      : [
          atLeast(
            `first, ${server} server: \`prefect deploy --all\` / ours`,
            3.5,
            peer.first / figures.first,
          ),
        ]),
    atMost(
      `unchanged, ${server} server: ours / bare bulk read`,
      1.3,
      figures.unchanged / figures.readByProcess,
    ),
    atMost(
      `unchanged, ${server} server: with 200 deployments of others / without`,
      1.15,
      figures.withStrangers / figures.unchanged,
    ),
    atMost(
      `one changed, ${server} server: ours / unchanged, done anew, and one bare POST`,
      1.2,
      figures.changed / (figures.anew + oneWrite),
    ),
    ...(peer === undefined
      ? []
      : [
          {
            what: `peak memory, ${server} server`,
            promised: `< ${mebibytes(peer.firstPeak)}, that of \`prefect deploy --all\``,
            measured: mebibytes(figures.firstPeak),
            met: figures.firstPeak < peer.firstPeak,
          },
        ]),
  ];
}

/** Of what needs no server. */
export function judgeOffline({ validate, help, node }: Offline): readonly Target[] {
  const under = (what: string, limit: number, seconds: number): Target => ({
    what,
    promised: `< ${milliseconds(limit)}`,
    measured: milliseconds(seconds),
    met: seconds < limit,
  });
  return [
    under(`\`validate\` of ${String(entries)} entries`, 1, validate),
    under("`--help`", 0.15, help),
    atMost("`--help` / `node -e 0`", 3, help / node),
  ];
}

function atMost(what: string, limit: number, ratio: number): Target {
  return { what, promised: `≤ ${String(limit)}`, measured: ratio.toFixed(2), met: ratio <= limit };
}

function atLeast(what: string, limit: number, ratio: number): Target {
  return { what, promised: `≥ ${String(limit)}`, measured: ratio.toFixed(1), met: ratio >= limit };
}

/** For example `105 MiB`. */
export function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(0)} MiB`;
}

/** For example `140 ms`, from seconds. */
function milliseconds(seconds: number): string {
  return `${(seconds * 1000).toFixed(0)} ms`;
}

import type { Bench } from "./bench.ts";
import {
  deployAnew,
  deployOurs,
  deployPeer,
  postBodies,
  readByProcess,
  readInProcess,
  renderBodies,
} from "./contestants.ts";
import { median } from "./median.ts";
import { makeProject, type BenchProject } from "./project.ts";
import { addStrangers, checkDeployed, removeProject, settle } from "./server-state.ts";

/** What was measured with one number of deployments on one server: medians, in seconds and bytes. */
export interface Figures {
  readonly floor: number;
  readonly first: number;
  readonly firstPeak: number;
  readonly readInProcess: number;
  readonly readByProcess: number;
  /** Nothing has changed since the last run of the same command. */
  readonly unchanged: number;
  readonly unchangedPeak: number;
  /** Unchanged, and nothing is remembered of an earlier run: all of the work is done. */
  readonly anew: number;
  /** Unchanged, with {@link strangers} deployments of others on the server. */
  readonly withStrangers: number;
  readonly changed: number;
  /** Absent above {@link largestPeer} deployments. */
  readonly peer?: {
    readonly first: number;
    readonly firstPeak: number;
    readonly unchanged: number;
    readonly unchangedPeak: number;
  };
}

/** How many runs are made. */
export interface Runs {
  readonly ours: number;
  readonly peer: number;
}

/** Beyond, the peer takes minutes for each run. */
export const largestPeer = 100;

/** Deployments of others that one pass puts on the server. */
export const strangers = 200;

/** Measures everything at one size on one server, floor, ours and the peer in turn. */
export async function measure(
  bench: Bench,
  api: string,
  size: number,
  runs: Runs,
  progress: (what: string) => void,
): Promise<Figures> {
  const first = await measureFirst(bench, api, size, runs, progress);
  const again = await measureAgain(bench, api, size, runs, progress);
  const peer = size > largestPeer ? undefined : await measurePeer(bench, api, size, runs, progress);
  return { ...first, ...again, ...(peer !== undefined && { peer }) };
}

type First = Pick<Figures, "floor" | "first" | "firstPeak">;

async function measureFirst(
  bench: Bench,
  api: string,
  size: number,
  runs: Runs,
  progress: (what: string) => void,
): Promise<First> {
  const floors: number[] = [];
  const ours: { seconds: number; peakBytes: number }[] = [];
  for (let run = 0; run < runs.ours; run++) {
    progress(`first, run ${String(run + 1)}`);
    // whoever comes second might find the server warmer, so they take turns
    const turns = [
      async () => {
        const project = await makeProject(bench.folder, `floor-${String(size)}-${String(run)}`, size);
        const bodies = await renderBodies(bench, project);
        floors.push(await postBodies(api, project, bodies));
        await finish(api, project);
      },
      async () => {
        const project = await makeProject(bench.folder, `first-${String(size)}-${String(run)}`, size);
        ours.push(await deployOurs(bench, api, project));
        await finish(api, project);
      },
    ];
    for (const turn of run % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  return {
    floor: median(floors),
    first: median(ours.map(({ seconds }) => seconds)),
    firstPeak: median(ours.map(({ peakBytes }) => peakBytes)),
  };
}

type Again = Omit<Figures, keyof First | "peer">;

async function measureAgain(
  bench: Bench,
  api: string,
  size: number,
  runs: Runs,
  progress: (what: string) => void,
): Promise<Again> {
  const project = await makeProject(bench.folder, `again-${String(size)}`, size);
  await deployOurs(bench, api, project);
  await checkDeployed(api, project);
  await settle(api);
  const seconds = {
    readInProcess: [] as number[],
    readByProcess: [] as number[],
    unchanged: [] as number[],
    anew: [] as number[],
    withStrangers: [] as number[],
    changed: [] as number[],
  };
  const peaks: number[] = [];
  const unchanged = async (): Promise<void> => {
    for (let run = 0; run < runs.ours; run++) {
      progress(`unchanged, run ${String(run + 1)}`);
      seconds.readInProcess.push(await readInProcess(api, project));
      seconds.readByProcess.push((await readByProcess(bench, api, project)).seconds);
      const launched = await deployOurs(bench, api, project);
      seconds.unchanged.push(launched.seconds);
      peaks.push(launched.peakBytes);
      seconds.anew.push((await deployAnew(bench, api, project)).seconds);
    }
  };
  // before and after the strangers, so that a machine that becomes slower meanwhile does not count against them
  await unchanged();
  const others = await addStrangers(api, `strangers-${String(size)}`, strangers);
  await settle(api);
  for (let run = 0; run < runs.ours; run++) {
    progress(`with strangers, run ${String(run + 1)}`);
    seconds.withStrangers.push((await deployOurs(bench, api, project)).seconds);
  }
  await removeProject(api, others);
  await unchanged();
  for (let run = 0; run < runs.ours; run++) {
    progress(`one changed, run ${String(run + 1)}`);
    const edited = await makeProject(bench.folder, project.name, size, run);
    seconds.changed.push((await deployOurs(bench, api, edited)).seconds);
  }
  await removeProject(api, project);
  return {
    readInProcess: median(seconds.readInProcess),
    readByProcess: median(seconds.readByProcess),
    unchanged: median(seconds.unchanged),
    unchangedPeak: median(peaks),
    anew: median(seconds.anew),
    withStrangers: median(seconds.withStrangers),
    changed: median(seconds.changed),
  };
}

async function measurePeer(
  bench: Bench,
  api: string,
  size: number,
  runs: Runs,
  progress: (what: string) => void,
): Promise<NonNullable<Figures["peer"]>> {
  const first: { seconds: number; peakBytes: number }[] = [];
  const again: { seconds: number; peakBytes: number }[] = [];
  for (let run = 0; run < runs.peer; run++) {
    progress(`prefect deploy, run ${String(run + 1)}`);
    const project = await makeProject(bench.folder, `peer-${String(size)}-${String(run)}`, size);
    first.push(await deployPeer(bench, api, project));
    await checkDeployed(api, project);
    await settle(api);
    again.push(await deployPeer(bench, api, project));
    await finish(api, project);
  }
  return {
    first: median(first.map(({ seconds }) => seconds)),
    firstPeak: median(first.map(({ peakBytes }) => peakBytes)),
    unchanged: median(again.map(({ seconds }) => seconds)),
    unchangedPeak: median(again.map(({ peakBytes }) => peakBytes)),
  };
}

async function finish(api: string, project: BenchProject): Promise<void> {
  await checkDeployed(api, project);
  await removeProject(api, project);
}

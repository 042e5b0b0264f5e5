import { startRecordingProxy } from "../test/support/recording-proxy.ts";
import type { Bench } from "./bench.ts";
import { deployOurs, deployPeer } from "./contestants.ts";
import { largestPeer } from "./measure.ts";
import { makeProject } from "./project.ts";
import { removeProject } from "./server-state.ts";

/** Requests of one run, counted by a proxy. */
export interface Requests {
  readonly all: number;
  readonly writes: number;
  /** Writes of Variables among them: our lease and our ledger. */
  readonly ownWrites: number;
}

/** Requests of each kind of run at one size. */
export interface RequestCounts {
  readonly first: Requests;
  readonly unchanged: Requests;
  readonly changed: Requests;
  readonly peer?: { readonly first: Requests; readonly unchanged: Requests };
}

/** Counts in a pass of its own, so that the proxy is in nobody's way while the time is taken. */
export async function countRequests(bench: Bench, api: string, size: number): Promise<RequestCounts> {
  const proxy = await startRecordingProxy(api);
  const counted = async (run: () => Promise<unknown>): Promise<Requests> => {
    proxy.clear();
    await run();
    const writes = proxy.requests.filter(isWrite);
    const ownWrites = writes.filter(({ path }) => path.includes("/variables/"));
    return { all: proxy.requests.length, writes: writes.length, ownWrites: ownWrites.length };
  };
  try {
    const project = await makeProject(bench.folder, `count-${String(size)}`, size);
    const ours = () => deployOurs(bench, proxy.url, project);
    const counts = {
      first: await counted(ours),
      unchanged: await counted(ours),
      changed: await counted(async () => {
        await makeProject(bench.folder, project.name, size, 1);
        await ours();
      }),
    };
    await removeProject(api, project);
    if (size > largestPeer) return counts;
    const theirs = await makeProject(bench.folder, `count-peer-${String(size)}`, size);
    const peer = () => deployPeer(bench, proxy.url, theirs);
    const peerCounts = { first: await counted(peer), unchanged: await counted(peer) };
    await removeProject(api, theirs);
    return { ...counts, peer: peerCounts };
  } finally {
    await proxy.close();
  }
}

/** Reads of Prefect's API are GETs and POSTs of a filter. */
function isWrite({ method, path }: { readonly method: string; readonly path: string }): boolean {
  if (method === "GET") return false;
  return method !== "POST" || !/\/(filter|count|paginate)$/.test(path.split("?")[0] ?? "");
}

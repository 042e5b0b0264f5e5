import { createLeaseHolder } from "../hosts/lease-holder.ts";
import type { Owner, World } from "../interfaces/driver.ts";
import type { Reporter } from "../interfaces/events.ts";
import type { Plan } from "../interfaces/plan.ts";
import { takeLease, type Lease } from "../resolver/lease.ts";
import type { Observation } from "../resolver/observe.ts";

/** What work under leases is told. */
export interface Leased {
  /** Whether somebody else may have changed something since the observation, so that it must be made again. */
  readonly moved: boolean;
  /** Aborted when the run is stopped or a lease was taken over. */
  readonly signal: AbortSignal;
  /** Begins to give the leases back, for work that goes on without them. */
  readonly release: () => void;
}

/** Does work while nobody else changes what these owners own; it ends when the leases are given back. */
export async function withLeases<Value>(
  { world, lasting = world }: { readonly world: World; readonly lasting?: World },
  owners: readonly Owner[],
  observation: Pick<Observation, "turns"> | undefined,
  report: Reporter,
  work: (leased: Leased) => Promise<Value>,
): Promise<Value> {
  const holder = createLeaseHolder();
  const leases: Lease[] = [];
  let released: Promise<unknown> | undefined;
  // One that cannot be given back is taken over by the next run, which sees that this process is gone or silent.
  const release = (): Promise<unknown> =>
    (released ??= Promise.allSettled(leases.map((lease) => lease.release())));
  // Always in the same order, so that two runs never wait for each other.
  const sorted = [...owners].sort((a, b) => (a.environment < b.environment ? -1 : 1));
  try {
    for (const owner of sorted) {
      const seen = observation?.turns.get(owner.environment);
      const told = (): void => {
        report({ code: "phase", phase: "wait", detail: `${owner.project}, ${owner.environment}` });
      };
      leases.push(await takeLease({ ...lasting, signal: world.signal }, owner, seen, holder, told));
    }
    const signal = AbortSignal.any([world.signal, ...leases.map(({ lost }) => lost)]);
    return await work({
      moved: leases.some(({ moved }) => moved),
      signal,
      release: () => void release(),
    });
  } finally {
    await release();
  }
}

/** The owners of what a plan writes; workers run on this machine, and starting one writes nothing that others share. */
export function writtenOwners({ changes, notes }: Plan): readonly Owner[] {
  const written = [...changes.filter(({ kind }) => kind !== "worker"), ...notes];
  const owners = new Map(written.map(({ owner }) => [owner.environment, owner]));
  return [...owners.values()];
}

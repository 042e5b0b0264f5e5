import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Owner, World } from "../interfaces/driver.ts";
import type { LeaseHolder, LeaseTimes } from "../interfaces/lease.ts";
import type { ApiVariable } from "../interfaces/prefect-api.ts";
import { ownerTags, projectTag } from "../util/ownership.ts";
import { turnName, turnsIn, turnValue, type Turn } from "./turns.ts";

/** The right to change what a project and environment own. */
export interface Lease {
  /** Whether somebody else may have changed something since the observation. */
  readonly moved: boolean;
  /** Aborted when somebody took the lease over, for example after this machine had slept. */
  readonly lost: AbortSignal;
  readonly release: () => Promise<void>;
}

/** What was seen of the turns when everything else was observed. */
export interface SeenTurn {
  readonly turn: Turn | undefined;
  /** By this machine's clock, in milliseconds, right before the first read. */
  readonly since: number;
}

const usual: LeaseTimes = { beat: 5_000, stale: 45_000, poll: 500 };

/**
 * Waits until nobody else changes what the owner owns, and keeps others away until it is given back. A holder that
 * crashed is noticed: at once on the same machine, else after a while without a sign of life by the waiter's own clock.
 *
 * @param told called once, with the holder, when there is somebody to wait for
 */
export async function takeLease(
  world: Pick<World, "api" | "clock" | "signal">,
  owner: Owner,
  seen: SeenTurn | undefined,
  holder: LeaseHolder,
  told: () => void = () => undefined,
  times: LeaseTimes = usual,
): Promise<Lease> {
  const { api, clock, signal } = world;
  const read = async (): Promise<readonly Turn[]> =>
    turnsIn(await api.variables.withTags([projectTag(owner.project)]), owner);
  const now = (): number => clock.now().getTime();
  let waited = false;
  let latest = seen === undefined ? (await read())[0] : seen.turn;
  let quiet = { sign: latest?.sign, since: now() };
  for (;;) {
    const isFree = latest === undefined || latest.holder === null;
    if (isFree || holder.isGone(latest?.holder ?? {}) || now() - quiet.since > times.stale) {
      const number = (latest?.number ?? 0) + 1;
      const name = turnName(owner, number);
      // The tags of the ledger, so that one request reads both.
      const made = await api.variables.create({
        name,
        value: turnValue(holder.self),
        tags: ownerTags(owner),
      });
      const elapsed = now() - (seen?.since ?? 0);
      const turns = await read();
      if (made !== undefined && turns[0]?.number === number) {
        const before = turns.find((turn) => turn.number === number - 1);
        const moved = waited || !isFree || seen === undefined || hasMoved(seen, before, made, elapsed);
        const earlier = turns.slice(1).map((turn) => turn.name);
        // A holder learns from it that it lost its turn; the turns of those who gave them back can wait.
        if (!isFree) await forget(api, earlier);
        return holding(world, name, isFree ? earlier : [], holder, moved, times);
      }
      // Somebody was faster by a turn or more: then this one must not stand in anybody's way.
      if (made !== undefined) await api.variables.delete(name);
      latest = turns[0];
    } else {
      if (!waited) told();
      await clock.sleep(times.poll, signal);
      latest = (await read())[0];
    }
    waited = true;
    if (latest?.sign !== quiet.sign) quiet = { sign: latest?.sign, since: now() };
  }
}

/** Nobody had a turn since the observation when the last one ended before it, by the server's clock. */
function hasMoved(seen: SeenTurn, before: Turn | undefined, made: ApiVariable, elapsed: number): boolean {
  if (seen.turn === undefined) return before !== undefined;
  if (before?.sign !== seen.turn.sign) return true;
  return Date.parse(before.sign) >= Date.parse(made.created) - elapsed;
}

function holding(
  { api, clock }: Pick<World, "api" | "clock">,
  name: string,
  earlier: readonly string[],
  holder: LeaseHolder,
  moved: boolean,
  times: LeaseTimes,
): Lease {
  const lost = new AbortController();
  const ended = new AbortController();
  const beat = async (): Promise<void> => {
    for (let count = 1; ; count++) {
      await clock.sleep(times.beat, ended.signal);
      const there = await api.variables.setValue(name, turnValue(holder.self, count)).catch(() => true);
      if (there) continue;
      lost.abort(takenOver());
      return;
    }
  };
  const beating = beat().catch(() => undefined);
  return {
    moved,
    lost: lost.signal,
    release: async () => {
      ended.abort();
      await beating;
      if (!lost.signal.aborted) await api.variables.setValue(name, turnValue(null));
      // One that stays is forgotten by the next holder.
      await forget(api, earlier);
    },
  };
}

async function forget(api: World["api"], turns: readonly string[]): Promise<void> {
  for (const name of turns) await api.variables.delete(name);
}

function takenOver(): MetaPrefectError {
  return new MetaPrefectError("lease-lost", "another deploy took over, as this one gave no sign of life", {
    hint: "run the same command again for the rest",
  });
}

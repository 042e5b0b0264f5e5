import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { systemClock } from "../../src/hosts/system-clock.ts";
import type { Owner, World } from "../../src/interfaces/driver.ts";
import type { LeaseHolder } from "../../src/interfaces/lease.ts";
import { createPrefectApi } from "../../src/prefect/create-prefect-api.ts";
import { takeLease, type Lease, type SeenTurn } from "../../src/resolver/lease.ts";
import { turnsIn } from "../../src/resolver/turns.ts";
import { apiUrl, read } from "../support/prefect.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

let proxy: RecordingProxy;
beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
});
afterEach(() => {
  proxy.intercept = undefined;
});
afterAll(() => proxy.close());

/** A busy Prefect may take seconds for one answer: nobody who lives may seem silent for that. */
const times = { beat: 200, stale: 60_000, poll: 50 };
const living = (name: string): LeaseHolder => ({ self: { name }, isGone: () => false });
const world = (): Pick<World, "api" | "clock" | "signal"> => ({
  api: createPrefectApi({ url: proxy.url }),
  clock: systemClock,
  signal: new AbortController().signal,
});
const ownerOf = (): Owner => ({ project: unique(), environment: "dev" });
const take = (
  owner: Owner,
  holder: LeaseHolder,
  seen?: SeenTurn,
  { signal, ...within }: Partial<typeof times> & { readonly signal?: AbortSignal } = {},
): Promise<Lease> =>
  takeLease({ ...world(), ...(signal && { signal }) }, owner, seen, holder, undefined, {
    ...times,
    ...within,
  });
const variables = async (owner: Owner): Promise<readonly string[]> => {
  const filter = { variables: { tags: { all_: [`meta-prefect:${owner.project}`] } } };
  const found = await read("POST", "/variables/filter", z.array(z.looseObject({ name: z.string() })), filter);
  return found.map(({ name }) => name);
};
const see = async (owner: Owner): Promise<SeenTurn> => {
  const since = Date.now();
  const all = await world().api.variables.withTags([`meta-prefect:${owner.project}`]);
  return { turn: turnsIn(all, owner)[0], since };
};

describe("the lease of a project and environment", () => {
  it("is held by one at a time, however many want it", async () => {
    const owner = ownerOf();
    let inside = 0;
    let most = 0;
    const turn = async (name: string): Promise<void> => {
      const lease = await take(owner, living(name));
      most = Math.max(most, ++inside);
      await systemClock.sleep(100);
      inside--;
      await lease.release();
    };
    await Promise.all(["a", "b", "c", "d"].map(turn));
    expect(most).toBe(1);
    expect(await variables(owner)).toHaveLength(1);
  });

  it("says whether anything can have moved since the observation", async () => {
    const owner = ownerOf();
    const first = await take(owner, living("a"), await see(owner));
    expect(first.moved).toBe(false);
    await first.release();
    // By as much the answer to the next one's making may be late.
    await systemClock.sleep(3_000);
    const seen = await see(owner);
    const second = await take(owner, living("b"), seen);
    expect(second.moved).toBe(false);
    await second.release();
    const late = await take(owner, living("c"), seen);
    expect(late.moved).toBe(true);
    await late.release();
    const during = { ...(await see(owner)), since: Date.now() - 60_000 };
    const after = await take(owner, living("d"), during);
    expect(after.moved).toBe(true);
    await after.release();
  });

  it("is taken over from a holder of this machine that is gone, at once, and from a silent one after a while", async () => {
    const owner = ownerOf();
    const held = await take(owner, living("a"));
    const follower = await take(owner, { self: { name: "b" }, isGone: ({ name }) => name === "a" });
    expect(follower.moved).toBe(true);
    await expect.poll(() => held.lost.aborted, { timeout: 60_000 }).toBe(true);
    await held.release();
    expect(await variables(owner)).toHaveLength(1);

    proxy.intercept = ({ method, body }) =>
      method === "PATCH" && JSON.stringify(body).includes('"b"') ? { status: 404 } : undefined;
    const third = await take(owner, living("c"), undefined, { stale: 2_000 });
    expect(third.moved).toBe(true);
    await third.release();
  });

  it("is not taken over from a holder that gives signs of life, and waiting can be stopped", async () => {
    const owner = ownerOf();
    const held = await take(owner, living("a"));
    const stale = 8_000;
    const signal = AbortSignal.timeout(stale + 1_500);
    await expect(take(owner, living("b"), undefined, { stale, signal })).rejects.toThrow();
    expect(held.lost.aborted).toBe(false);
    await held.release();
  });

  it("is made once when the answer to its making is lost", async () => {
    const owner = ownerOf();
    let cut = 0;
    proxy.intercept = ({ method, path }) =>
      method === "POST" && path.endsWith("/variables/") && cut++ === 0 ? { reset: "after" } : undefined;
    const lease = await take(owner, living("a"), await see(owner));
    expect(cut).toBeGreaterThan(0);
    expect(lease.moved).toBe(false);
    await lease.release();
    expect(await variables(owner)).toHaveLength(1);
  });
});

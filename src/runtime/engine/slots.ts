import { setTimeout as sleep } from "node:timers/promises";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import type { RunApi } from "../../interfaces/run-api.ts";
import { failureText } from "./failure-text.ts";

/** What slots need of a session. */
interface SlotSession {
  readonly api: Pick<RunApi, "acquireSlots" | "renewSlots" | "releaseSlots">;
  readonly signal: AbortSignal;
}

/** How slots are asked for. */
export interface SlotOptions {
  /** @default 1 */
  readonly slots?: number;
  /** Seconds to wait for a free slot. @default for ever */
  readonly timeoutSeconds?: number;
  /** Seconds after which the server takes back what nobody renews. @default 300 */
  readonly leaseSeconds?: number;
  /** Fail when no limit has one of the names. @default false */
  readonly strict?: boolean;
  readonly holder?: JsonObject;
}

/**
 * Does work while slots of concurrency limits are held. They are renewed while it goes on and given back at its end.
 *
 * @throws MetaPrefectError `slots-timeout`
 */
export async function withSlots<Value>(
  { api, signal }: SlotSession,
  names: readonly string[],
  options: SlotOptions,
  work: () => Promise<Value>,
): Promise<Value> {
  if (names.length === 0) return work();
  const { slots = 1, timeoutSeconds, leaseSeconds = 300, strict = false, holder } = options;
  const end = timeoutSeconds === undefined ? Infinity : performance.now() + timeoutSeconds * 1_000;
  for (;;) {
    const taken = await api.acquireSlots(names, slots, {
      leaseSeconds,
      strict,
      ...(holder !== undefined && { holder }),
    });
    if ("lease" in taken) return holding(taken.lease.id);
    if (performance.now() + taken.retryAfterSeconds * 1_000 > end) {
      throw new MetaPrefectError("slots-timeout", `no slot of ${names.join(", ")} became free in time`, {
        hint: "raise the limit or timeoutSeconds",
      });
    }
    await sleep(taken.retryAfterSeconds * 1_000, undefined, { signal });
  }

  async function holding(lease: string | null): Promise<Value> {
    if (lease === null) return work();
    const renewal = setInterval(
      () => void api.renewSlots(lease, leaseSeconds).catch(() => undefined),
      leaseSeconds * 500,
    ).unref();
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      // The server takes them back by itself, so what the work came to counts.
      await api.releaseSlots(lease).catch((thrown: unknown) => {
        const what = `slots of ${names.join(", ")} could not be given back to Prefect`;
        process.stderr.write(`${what}: ${failureText(thrown)}\n`);
      });
    }
  }
}

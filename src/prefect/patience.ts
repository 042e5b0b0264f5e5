import { setTimeout as wait } from "node:timers/promises";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Transport } from "./transport.ts";

/** A server that is away, restarting, or has too much to do: what was asked for is still right. */
const passing = new Set(["prefect-unreachable", "prefect-timeout", "prefect-failed", "prefect-rate-limited"]);
const pause = 1_000;

/**
 * Waits for a server that is away: a run that has begun cannot be begun again later as a deploy can.
 *
 * @param seconds how long in all for one request; then the transport's own error
 */
export function withPatience(send: Transport, seconds: number, signal?: AbortSignal): Transport {
  return async (request) => {
    const end = performance.now() + seconds * 1_000;
    for (;;) {
      try {
        return await send(request);
      } catch (thrown) {
        const mayPass = isMetaPrefectError(thrown) && passing.has(thrown.code);
        if (!mayPass || performance.now() + pause > end || signal?.aborted === true) throw thrown;
        await wait(pause);
        if ((await request.isDone?.().catch(() => false)) === true)
          return { status: 200, body: undefined, repeated: true };
      }
    }
  };
}

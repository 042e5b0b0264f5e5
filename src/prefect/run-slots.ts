import type { RunApi } from "../interfaces/run-api.ts";
import { path } from "./path.ts";
import { reader } from "./run-answers.ts";
import type { Transport } from "./transport.ts";

/** What the server says when no slot is free. */
const locked = 423;
const retryAfterSeconds = 1;

/** Slots of concurrency limits, held under a lease that the server takes back when nobody renews it. */
export function createRunSlots(
  send: Transport,
): Pick<RunApi, "acquireSlots" | "renewSlots" | "releaseSlots"> {
  return {
    acquireSlots: async (names, slots, { leaseSeconds, holder, strict }) => {
      const { status, body } = await send({
        method: "POST",
        path: "/v2/concurrency_limits/increment-with-lease",
        body: {
          names,
          slots,
          mode: "concurrency",
          lease_duration: leaseSeconds,
          ...(holder !== undefined && { holder }),
        },
        // Taken twice, the lease that nobody knows of expires by itself.
        accept: [locked],
      });
      if (status === locked) return { retryAfterSeconds };
      const { lease_id: id, limits } = reader.lease(body);
      if (limits.length === 0 && !strict) return { lease: { id: null } };
      return { lease: { id } };
    },
    renewSlots: async (lease, leaseSeconds) => {
      await send({
        method: "POST",
        path: path`/v2/concurrency_limits/leases/${lease}/renew`,
        body: { lease_duration: leaseSeconds },
      });
    },
    releaseSlots: async (lease) => {
      await send({
        method: "POST",
        path: "/v2/concurrency_limits/decrement-with-lease",
        body: { lease_id: lease },
        accept: [404, 410],
      });
    },
  };
}

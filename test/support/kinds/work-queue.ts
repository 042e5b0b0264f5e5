import { workQueue } from "../../../src/components/declare.ts";
import { raw, read } from "../prefect.ts";
import { anything, plain, settled, type Kind } from "./kind.ts";
import { samplePool } from "./work-pool.ts";

/** Work queues as the contract suite sees them. */
export const workQueueKind: Kind = {
  kind: "work-queue",
  declare: (project) => {
    const pool = samplePool(project);
    const queue = workQueue({ pool, queue: "urgent", concurrencyLimit: 2 });
    return plain(project, { workPool: pool.name, workQueue: "urgent" }, [pool, queue]);
  },
  look: async (project) => settled(await read("GET", `/work_pools/${project}-pool/queues/urgent`, anything)),
  drift: (project) => raw("PATCH", `/work_pools/${project}-pool/queues/urgent`, { concurrency_limit: 99 }),
  creates: (method, path) => method === "POST" && path.endsWith("/queues"),
};

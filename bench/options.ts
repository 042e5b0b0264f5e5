import { parseArgs } from "node:util";
import { z } from "zod";

/** What the bench is asked to do. */
export interface BenchOptions {
  /** Numbers of deployments. */
  readonly sizes: readonly number[];
  readonly servers: readonly ServerKind[];
  /** Runs of which the median counts. */
  readonly runs: number;
  readonly peerRuns: number;
  /** Write docs/bench.md and the table in README.md. */
  readonly write: boolean;
}

/**
 * `stock` is `prefect server start` as it is, `local` the server that meta-prefect starts, `postgresql` the stock one with
 * its data in a PostgreSQL of the bench's own.
 */
export type ServerKind = "stock" | "local" | "postgresql";

const count = z
  .string()
  .regex(/^[1-9]\d*$/, "expected a whole number above 0")
  .transform(Number);
const words = z.string().transform((text) => text.split(","));
const shape = z.object({
  n: words.pipe(z.array(count)).default([1, 10, 100]),
  servers: words.pipe(z.array(z.enum(["stock", "local", "postgresql"]))).default(["stock", "local"]),
  runs: count.default(5),
  "peer-runs": count.default(3),
  write: z.boolean().default(false),
});

/** Reads `--n 1,10,100 --servers stock,local,postgresql --runs 5 --peer-runs 3 --write`. */
export function readOptions(input: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...input],
    options: {
      n: { type: "string" },
      servers: { type: "string" },
      runs: { type: "string" },
      "peer-runs": { type: "string" },
      write: { type: "boolean" },
    },
  });
  const { n: sizes, servers, runs, "peer-runs": peerRuns, write } = shape.parse(values);
  return { sizes, servers, runs, peerRuns, write };
}

/** Who takes the runs of a deployment. */
export interface Pickup {
  /** `worker`: at least one is online; `push` and `managed`: Prefect itself; null: nobody. */
  readonly by: "worker" | "push" | "managed" | null;
  /** Workers of the pool that are online. */
  readonly workers: number;
  /** Why nobody takes them, as sentences without a period; empty when somebody does. */
  readonly reasons: readonly string[];
}

/** How a deployment stands to what is declared. */
export type SyncState =
  /** As declared. */
  | "in-sync"
  /** A deploy would change it. */
  | "changed"
  /** No longer declared. */
  | "not-declared"
  /** The declarations have mistakes. */
  | "unknown";

import type { Json } from "./json.ts";

/** A global concurrency limit, as Prefect answers it. */
export interface ApiGlobalLimit {
  readonly id: string;
  readonly name: string;
  readonly limit: number;
  readonly active: boolean;
  /** Slots that become free by themselves in a second; 0: only when they are given back. */
  readonly slot_decay_per_second: number;
}

/** A limit on task runs with a tag, as Prefect answers it. */
export interface ApiTagLimit {
  readonly id: string;
  readonly tag: string;
  readonly concurrency_limit: number;
}

/** Prefect's concurrency limits: global ones by name, and those of tags. */
export interface ConcurrencyLimitsApi {
  readonly byName: (name: string) => Promise<ApiGlobalLimit | undefined>;
  /** Fails with `already-exists` when somebody was faster. */
  readonly create: (body: Readonly<Record<string, Json>>) => Promise<ApiGlobalLimit>;
  readonly patch: (id: string, body: Readonly<Record<string, Json>>) => Promise<void>;
  /** Done when it is already gone. Deployments that use it lose their limit without a word. */
  readonly delete: (id: string) => Promise<void>;
  readonly ofTag: (tag: string) => Promise<ApiTagLimit | undefined>;
  /** Makes the tag's limit, or overwrites it. */
  readonly writeOfTag: (tag: string, limit: number) => Promise<ApiTagLimit>;
  /** Done when it is already gone. */
  readonly deleteOfTag: (tag: string) => Promise<void>;
}

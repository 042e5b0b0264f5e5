import type { Component } from "./component.ts";

/** What we want of a global concurrency limit. Absent fields are left as Prefect has them. */
export interface GlobalConcurrencyLimitSpec {
  /** Slots, from 0; enforced at every deploy. */
  readonly limit?: number;
  /** Slots when the limit is made; what people change later stays. One of the two must be given. */
  readonly initialLimit?: number;
  /** Slots that become free by themselves in a second, for rate limits. */
  readonly slotDecayPerSecond?: number;
  /** Whether it limits anything. */
  readonly active?: boolean;
}

/** What we want of the limit of a tag: how many task runs with it go at the same time, from 0. */
export interface TagConcurrencyLimitSpec {
  readonly limit: number;
}

/** A concurrency limit that flows, tasks and deployments share by its name. */
export type GlobalConcurrencyLimitComponent = Component<
  "global-concurrency-limit",
  GlobalConcurrencyLimitSpec
>;
/** The limit of task runs with a tag. */
export type TagConcurrencyLimitComponent = Component<"tag-concurrency-limit", TagConcurrencyLimitSpec>;

import type { Cluster } from "./cluster.ts";
import type { Component } from "./component.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { ImageHost } from "./image.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Change, FieldChange } from "./plan.ts";
import type { Clock, FileHost, ProcessHost, SchemaChecker } from "./ports.ts";
import type { PrefectApi } from "./prefect-api.ts";
import type { SecretHost } from "./secret.ts";
import type { StorageHost } from "./storage.ts";

/** The project and environment that own what a run makes. */
export interface Owner {
  readonly project: string;
  readonly environment: string;
}

/** What a driver may touch. */
export interface World {
  readonly api: PrefectApi;
  readonly processes: ProcessHost;
  readonly files: FileHost;
  readonly secrets: SecretHost;
  readonly storage: StorageHost;
  readonly cluster: Cluster;
  readonly images: ImageHost;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The world while it is only looked at. */
export interface ObservedWorld extends World {
  /** Runs a read once for all drivers of the run, by key. */
  readonly once: <Value>(key: string, read: () => Promise<Value>) => Promise<Value>;
  /** Right before the first read, by this machine's clock, in milliseconds since 1970. */
  readonly since: number;
}

/** What the ledger knows of a component; each kind has its own content, kept as small as it can be. */
export type LedgerEntry = JsonObject;

/** What `compare` may know besides the component and what was observed. */
export interface CompareContext {
  readonly owner: Owner;
  /** Take over things that exist and are nobody's. */
  readonly adopt: boolean;
  /** Who else owns this component, where its kind carries no mark and the ledger of another remembers it. */
  readonly claimedBy: Owner | undefined;
  /** What the ledger says of this component; undefined when it never heard of it. */
  readonly ledger: LedgerEntry | undefined;
  /** What the ledger says of another component of the same owner, by `kind:name`. */
  readonly ledgerOf: (key: string) => LedgerEntry | undefined;
  /** What was observed of another component of the run, by `kind:name`. */
  readonly observed: (key: string) => unknown;
  /** Another component of the run, by `kind:name`. */
  readonly component: (key: string) => Component | undefined;
  readonly checker: SchemaChecker;
}

/** A diagnostic whose severity is clear from where it stands. */
export type Finding = Omit<Diagnostic, "severity">;

/** The outcome of comparing one component. */
export type Comparison =
  | {
      readonly action: "none";
      readonly ledger?: LedgerEntry | undefined;
      /** What is likely a mistake, though it can be done. @default [] */
      readonly warnings?: readonly Finding[];
    }
  | {
      readonly action: "create" | "update" | "adopt" | "rename";
      readonly fields: readonly FieldChange[];
      /** Key of what this takes the place of; `apply` deletes it. */
      readonly replaces?: string | undefined;
      /** What `apply` must do, as data that only this driver reads. */
      readonly step: Json;
      /** What the ledger shall hold before the write (the union of old and new) and after it. */
      readonly ledger?: { readonly before: LedgerEntry; readonly after: LedgerEntry } | undefined;
      /** What is likely a mistake, though it can be done. @default [] */
      readonly warnings?: readonly Finding[];
    }
  | { readonly action: "refuse"; readonly diagnostics: readonly Finding[] };

/** What `apply` may use besides the world. */
export interface ApplyContext extends World {
  readonly owner: Owner;
  /** What is known of a component that was observed or applied before this one, by `kind:name`. */
  readonly result: (key: string) => unknown;
}

/** Something of ours on the server that is no longer declared. */
export interface Orphan {
  readonly kind: string;
  readonly name: string;
  readonly owner: Owner;
  /** What `remove` needs. */
  readonly step: Json;
}

/**
 * How one kind of component is observed, compared and written. One flow for missing, drifted and adopted things:
 * observe, compare, apply; it never asks 'did we create it before'.
 */
export interface Driver<Spec extends object = object, Observed = unknown> {
  readonly kind: string;
  /** What can be said without a server; pure. */
  readonly check?: (component: Component<string, Spec>, checker: SchemaChecker) => readonly Finding[];
  /** Begins, through `once`, those reads of `observe` that need nothing but the project's name. */
  readonly readAhead?: (project: string, world: ObservedWorld) => void;
  /** Bulk read, by `kind:name`. What does not exist is absent from the answer, or has `exists: false`. */
  readonly observe: (
    components: readonly Component<string, Spec>[],
    project: string,
    world: ObservedWorld,
  ) => Promise<ReadonlyMap<string, Observed>>;
  /** Pure. */
  readonly compare: (
    component: Component<string, Spec>,
    observed: Observed | undefined,
    context: CompareContext,
  ) => Comparison;
  /** For kinds that carry no mark: whether an entry of a ledger is about this very thing. */
  readonly isRemembered?: (observed: Observed, entry: LedgerEntry) => boolean;
  /** Executes the change's step and answers the fresh state. Idempotent: a lost race is re-observed, not an error. */
  readonly apply: (change: Change, context: ApplyContext) => Promise<Observed>;
  /**
   * What the ledger shall hold after a change, where only its result knows: ids, digests. `entry` is what the
   * comparison said. @default entry
   */
  readonly remember?: (entry: LedgerEntry, result: Observed) => LedgerEntry;
  /** Ours by these owners, but not wanted; `known` are the names that the ledgers remember, `entryOf` what of each. */
  readonly orphans?: (
    wanted: ReadonlySet<string>,
    owners: readonly Owner[],
    known: readonly string[],
    world: ObservedWorld,
    entryOf: (owner: Owner, key: string) => LedgerEntry | undefined,
  ) => Promise<readonly Orphan[]>;
  /** Deletes an orphan; done when it is already gone. */
  readonly remove?: (orphan: Orphan, context: ApplyContext) => Promise<void>;
}

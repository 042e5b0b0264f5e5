import type { Component } from "./component.ts";
import type { Diagnostic, Location } from "./diagnostic.ts";
import type { LedgerEntry, Owner } from "./driver.ts";
import type { Json } from "./json.ts";

/** One field that differs. */
export interface FieldChange {
  /** Dotted path, for example `schedules.nightly.cron`. */
  readonly path: string;
  /** What Prefect has; absent when it has nothing. */
  readonly have?: Json;
  /** What we want; absent when it is cleared. */
  readonly want?: Json;
  /** Which recipe set it, and where: `recipe schedule, meta_prefect.yaml:21`. */
  readonly because?: string;
}

/** One thing to do, as data. */
export interface Change {
  /** A rename makes a new thing that takes over from the one that it replaces. */
  readonly action: "create" | "update" | "adopt" | "rename" | "delete";
  readonly kind: string;
  readonly name: string;
  readonly owner: Owner;
  readonly fields: readonly FieldChange[];
  /** Key (`kind:name`) of what is deleted with this change, because this takes its place. */
  readonly replaces?: string;
  /** Keys (`kind:name`) of changes that must succeed first. */
  readonly requires: readonly string[];
  /** For the driver of the kind. */
  readonly step: Json;
  /** What the ledger shall hold before and after; `null` forgets. */
  readonly ledger?: { readonly before: LedgerEntry; readonly after: LedgerEntry | null } | undefined;
}

/** What the ledger shall hold of an unchanged component, where that differs from what it holds. */
export interface LedgerNote {
  readonly key: string;
  readonly owner: Owner;
  readonly entry: LedgerEntry;
}

/** What a deploy will do: `plan` prints it, `deploy` executes that same object. */
export interface Plan {
  /** In an order in which it can be executed. */
  readonly changes: readonly Change[];
  /** How many components already are as declared. */
  readonly unchanged: number;
  /** Keys of what is ours and no longer declared. */
  readonly orphans: readonly {
    readonly kind: string;
    readonly name: string;
    readonly owner: Owner;
    /** Was declared with `protect`: never deleted. @default false */
    readonly protected?: boolean;
  }[];
  /** Corrections of the ledger alone; not a change that anybody sees. */
  readonly notes: readonly LedgerNote[];
  /** Errors here mean: nothing may be executed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** How one change ended. */
export interface Outcome {
  readonly change: Change;
  readonly status: "done" | "failed" | "skipped";
  /** Why it failed, or the key of the failed change that it needed. */
  readonly reason?: string;
  /** Machine-readable code of the failure. */
  readonly code?: string;
  readonly hint?: string;
}

/** A component and who owns it. */
export interface OwnedComponent {
  readonly component: Component;
  readonly owner: Owner;
  /** Where it is declared by itself; absent for what a recipe requires. */
  readonly location?: Location | undefined;
}

/** Everything that the project's files come to: pure data, the same for the same input. */
export interface Build {
  readonly project: string;
  /** In an order in which it can be created. */
  readonly components: readonly OwnedComponent[];
  readonly diagnostics: readonly Diagnostic[];
}

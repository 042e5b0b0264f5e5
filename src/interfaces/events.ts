import type { Outcome } from "./plan.ts";

/**
 * What a run tells while it works. Only the codes and the data are promised, not the words of any rendering.
 */
export type RunEvent =
  | {
      readonly code: "phase";
      readonly phase: "read" | "observe" | "plan" | "wait" | "apply" | "server" | "worker" | "python";
      readonly detail?: string;
    }
  | {
      readonly code: "change-started";
      readonly kind: string;
      readonly name: string;
      readonly index: number;
      readonly total: number;
    }
  | {
      readonly code: "change-ended";
      readonly outcome: Outcome;
      readonly index: number;
      readonly total: number;
    }
  | { readonly code: "run-created"; readonly flowRunId: string; readonly name: string; readonly url: string }
  | {
      readonly code: "run-state";
      readonly flowRunId: string;
      readonly type: string;
      readonly name: string;
      readonly message: string | null;
    }
  | {
      readonly code: "run-log";
      readonly flowRunId: string;
      readonly level: number;
      readonly message: string;
      readonly timestamp: string;
    }
  /** What a worker in this very process does. */
  | { readonly code: "worker-said"; readonly line: string };

/** Receives what a run tells; must not throw. */
export type Reporter = (event: RunEvent) => void;

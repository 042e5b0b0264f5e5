import type { ApiAutomation } from "./api-automation.ts";
import type { Component } from "./component.ts";
import type { JsonObject } from "./json.ts";

/**
 * A thing by its name, where Prefect wants its id: `{ deployment: "etl/nightly" }` stands for `prefect.deployment.<id>`.
 * A queue's name is `pool/queue`, a block's `type-slug/name`.
 */
export type ResourceReference =
  | { readonly deployment: string }
  | { readonly flow: string }
  | { readonly work_pool: string }
  | { readonly work_queue: string }
  | { readonly block: string }
  | { readonly automation: string };

type Label = string | ResourceReference;

/** Labels that a resource of an event must have; a list means one of them, and `*` at the end of a text anything. */
export type ResourceMatch = Readonly<Record<string, Label | readonly Label[]>>;

/** What event triggers and metric triggers look at. */
interface ResourceTrigger {
  /** Of the resource that the event is about. @default any */
  readonly match?: ResourceMatch;
  /** Of the resources related to it; each of several must be there. @default any */
  readonly match_related?: ResourceMatch | readonly ResourceMatch[];
}

/** Fires when events come, or when they do not. */
export interface EventTrigger extends ResourceTrigger {
  /** @default "event" */
  readonly type?: "event";
  /** Reactive: fires when events come; Proactive: when they are absent. @default "Reactive" */
  readonly posture?: "Reactive" | "Proactive";
  /** Names of events, with `*` at the end for any. @default any event */
  readonly expect?: readonly string[];
  /** Events that must have come before. @default none */
  readonly after?: readonly string[];
  /** Labels for each of whose values it is looked at separately. @default [] */
  readonly for_each?: readonly string[];
  /** How many events. @default 1 */
  readonly threshold?: number;
  /** In how much time: seconds, or a duration such as `PT1H`; at least 10 s when proactive. @default 0, or 10 s */
  readonly within?: number | string;
}

/** Fires when some of several triggers have fired. */
export interface CompoundTrigger {
  readonly type: "compound";
  /** How many of them. */
  readonly require: number | "any" | "all";
  readonly triggers: readonly AutomationTrigger[];
  /** As in event triggers. @default null, in any time */
  readonly within?: number | string | null;
}

/** Fires when several triggers have fired, one after the other. */
export interface SequenceTrigger extends Omit<CompoundTrigger, "type" | "require"> {
  readonly type: "sequence";
}

/** Fires when a number that Prefect Cloud measures gets too high or too low; a server of one's own has no such triggers. */
export interface MetricTrigger extends ResourceTrigger {
  readonly type: "metric";
  readonly metric: {
    readonly name: "lateness" | "duration" | "successes";
    readonly operator: "<" | "<=" | ">" | ">=";
    readonly threshold: number;
    /** Over how much time it is measured, at least 300 s. @default 300 */
    readonly range?: number | string;
    /** For how long it must be so, at least 300 s. @default 300 */
    readonly firing_for?: number | string;
  };
}

/** When an automation acts, in Prefect's own words. */
export type AutomationTrigger = EventTrigger | CompoundTrigger | SequenceTrigger | MetricTrigger;

/** What an action is about, one of the two: a thing by its name, or the one that the event is about. */
type Target<Key extends string> = Readonly<Partial<Record<Key, string>>> & { readonly source?: "inferred" };

/** What an automation does, in Prefect's own words, but with names instead of ids. */
export type AutomationAction =
  | ({
      readonly type: "run-deployment";
      /** Texts may be templates, for example `{{ event.resource.name }}`. @default the deployment's */
      readonly parameters?: JsonObject | null;
      readonly job_variables?: JsonObject | null;
      /** Seconds, or a duration such as `PT1H`. @default 0 */
      readonly schedule_after?: number | string;
    } & Target<"deployment">)
  | ({ readonly type: "pause-deployment" | "resume-deployment" } & Target<"deployment">)
  | ({ readonly type: "pause-work-pool" | "resume-work-pool" } & Target<"work_pool">)
  | ({ readonly type: "pause-work-queue" | "resume-work-queue" } & Target<"work_queue">)
  | ({ readonly type: "pause-automation" | "resume-automation" } & Target<"automation">)
  | {
      readonly type: "send-notification";
      /** `type-slug/name`. */
      readonly block: string;
      /** @default "Prefect automated notification" */
      readonly subject?: string;
      readonly body: string;
    }
  | {
      readonly type: "call-webhook";
      /** `webhook/name`. */
      readonly block: string;
      readonly payload?: string;
    }
  | {
      readonly type: "change-flow-run-state";
      readonly state: string;
      readonly name?: string | null;
      readonly message?: string | null;
      readonly force?: boolean;
    }
  | {
      readonly type:
        "cancel-flow-run" | "suspend-flow-run" | "resume-flow-run" | "delete-flow-run" | "do-nothing";
    };

/** What we want of an automation. Absent fields are left as Prefect has them. */
export interface AutomationSpec {
  readonly description?: string;
  /** Declared: enforced at every deploy. */
  readonly enabled?: boolean;
  /** Beside the ones that mark ownership. Absent: those that people gave it stay. */
  readonly tags?: readonly string[];
  readonly trigger: AutomationTrigger;
  readonly actions: readonly AutomationAction[];
  /** Done as well when it fires. */
  readonly actionsOnTrigger?: readonly AutomationAction[];
  /** Done when what it fired for is over. */
  readonly actionsOnResolve?: readonly AutomationAction[];
}

/** An automation. */
export type AutomationComponent = Component<"automation", AutomationSpec>;

/** The automations of a name as they were found or made; names are not unique. */
export interface ObservedAutomation {
  readonly exists: boolean;
  /** Of the only one, or of the only one that the project made; empty when that is not clear. */
  readonly id: string;
  readonly copies: readonly ApiAutomation[];
  /** Whether the server has triggers of type metric. */
  readonly hasMetrics: boolean;
}

import type { Json, JsonObject } from "./json.ts";

/** An automation, as Prefect answers it. */
export interface ApiAutomation {
  readonly id: string;
  /** Not unique. */
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly tags: readonly string[];
  readonly trigger: JsonObject;
  readonly actions: readonly JsonObject[];
  readonly actions_on_trigger: readonly JsonObject[];
  readonly actions_on_resolve: readonly JsonObject[];
}

/** All that a `POST /automations/` or a `PUT /automations/{id}` sends. */
export type AutomationBody = Readonly<Record<string, Json>> & {
  readonly name: string;
  readonly tags: readonly string[];
};

/** Prefect's automations. */
export interface AutomationsApi {
  /** Every automation of any of these names, and every one that carries the tag. */
  readonly namedOrTagged: (names: readonly string[], tag: string) => Promise<readonly ApiAutomation[]>;
  readonly get: (id: string) => Promise<ApiAutomation | undefined>;
  /**
   * Makes an automation, for which Prefect takes any name as often as it is sent. Where an answer is lost, one of this
   * name with the same tags is looked for before the request is sent again.
   */
  readonly create: (body: AutomationBody) => Promise<ApiAutomation>;
  /** Puts everything else in the place of what is there; false when it is gone. */
  readonly replace: (id: string, body: AutomationBody) => Promise<boolean>;
  /** Done when it is already gone. */
  readonly delete: (id: string) => Promise<void>;
}

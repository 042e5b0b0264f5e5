import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../interfaces/json.ts";
import { instant } from "../engine/instant.ts";
import { requireScope } from "./require-scope.ts";

/** An event of one's own. */
export interface CustomEvent {
  /** For example `orders.loaded`. */
  readonly event: string;
  /** What it is about; `prefect.resource.id` is needed. */
  readonly resource: Readonly<Record<string, string>> & { readonly "prefect.resource.id": string };
  readonly related?: readonly Readonly<Record<string, string>>[];
  readonly payload?: JsonObject;
}

/**
 * Emits an event; the flow run, and the task run where there is one, are related to it.
 *
 * @returns its id
 * @throws MetaPrefectError `not-in-a-run`
 */
export function emitEvent({ event, resource, related = [], payload = {} }: CustomEvent): string {
  const { session, flow, task } = requireScope("emitEvent");
  const id = randomUUID();
  const ours = [
    ...(flow === undefined ? [] : [relation("flow-run", flow)]),
    ...(task === undefined ? [] : [relation("task-run", task)]),
  ];
  session.events.emit({ id, occurred: instant(), event, resource, related: [...ours, ...related], payload });
  return id;
}

function relation(role: string, { id, name }: { readonly id: string; readonly name: string }): JsonObject {
  return {
    "prefect.resource.id": `prefect.${role}.${id}`,
    "prefect.resource.role": role,
    "prefect.resource.name": name,
  };
}

import { randomUUID } from "node:crypto";
import type { FlowScope } from "../context/scope.ts";
import { instant } from "./instant.ts";
import type { Session } from "./session.ts";

/** Says again and again that a flow run is alive, and answers how to stop it. */
export function startHeartbeat({ events, heartbeatSeconds }: Session, run: FlowScope): () => void {
  const beat = (): void => {
    events.emit({
      id: randomUUID(),
      occurred: instant(),
      event: "prefect.flow-run.heartbeat",
      resource: { "prefect.resource.id": `prefect.flow-run.${run.id}`, "prefect.resource.name": run.name },
      related: [{ "prefect.resource.id": `prefect.flow.${run.flow.id}`, "prefect.resource.role": "flow" }],
      payload: {},
    });
  };
  beat();
  // A flow that waits for what never comes must not be held alive by this.
  const timer = setInterval(beat, heartbeatSeconds * 1_000).unref();
  return () => {
    clearInterval(timer);
  };
}

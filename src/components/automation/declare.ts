import type { AutomationComponent, AutomationSpec } from "../../interfaces/automation.ts";
import { deepFreeze } from "../../util/freeze.ts";
import { requirementsOf } from "./references.ts";

/**
 * An automation of ours. It names deployments, pools, queues, blocks and other automations; what it names is made before
 * it, or must exist.
 *
 * @example
 * ```ts
 * import { automation } from "meta-prefect/kit";
 * export const alarm = automation({
 *   name: "etl failed",
 *   trigger: { expect: ["prefect.flow-run.Failed"], match_related: { "prefect.resource.id": { deployment: "etl/nightly" } } },
 *   actions: [{ type: "send-notification", block: "slack-webhook/oncall", body: "{{ flow_run.name }} failed" }],
 * });
 * ```
 */
export function automation({
  name,
  ...spec
}: { readonly name: string } & AutomationSpec): AutomationComponent {
  return deepFreeze({ kind: "automation", name, spec, requires: requirementsOf(spec) });
}

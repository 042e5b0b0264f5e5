import type {
  AutomationComponent,
  AutomationSpec,
  AutomationTrigger,
  EventTrigger,
  ResourceMatch,
} from "../../interfaces/automation.ts";
import type { Finding } from "../../interfaces/driver.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import { automationFields } from "./schema.ts";

/** What Prefect would refuse of an automation, before it is asked. */
export function checkAutomation({ name, spec }: AutomationComponent): readonly Finding[] {
  const { actionsOnTrigger, actionsOnResolve, ...rest } = spec;
  const given = {
    name,
    ...rest,
    ...(actionsOnTrigger !== undefined && { actions_on_trigger: actionsOnTrigger }),
    ...(actionsOnResolve !== undefined && { actions_on_resolve: actionsOnResolve }),
  };
  const result = automationFields.safeParse(given);
  const issues = result.success ? [] : describeIssues(result.error.issues, given, automationFields);
  const findings = issues.map(({ path, message, hint }): Finding => ({
    code: "invalid-automation",
    message: `automation ${name}: ${path.join(".")}: ${message}`,
    ...(hint !== undefined && { hint }),
  }));
  if (findings.length > 0) return findings;
  const pausesItself = spec.actions.some((action) => "automation" in action && action.automation === name);
  if (pausesItself) {
    const message = `automation ${name} names itself, and has no id before it is made`;
    return [{ code: "invalid-automation", message, hint: "let another automation pause it" }];
  }
  if (hearsItself(spec)) {
    const message = `automation ${name} acts on every event, also on the one that it has acted, without end`;
    return [
      { code: "invalid-automation", message, hint: "say with expect or match which events it is about" },
    ];
  }
  return loops(spec) ? [loopFinding(name)] : [];
}

/** Whether its own events make it act again; on SQLite, that was seen to keep a server from all other work. */
function hearsItself({ trigger, enabled = true }: AutomationSpec): boolean {
  if (!enabled || !isEvent(trigger) || trigger.posture === "Proactive") return false;
  const { expect = [], match = {}, match_related: related = {} } = trigger;
  const isAny = [match, related].flat().every((one) => Object.keys(one).length === 0);
  return isAny && (expect.length === 0 || expect.includes("*") || expect.includes("prefect.automation.*"));
}

/** States through which every run of a deployment goes. */
const everyRun = new Set([
  "prefect.flow-run.Scheduled",
  "prefect.flow-run.Pending",
  "prefect.flow-run.Running",
  "prefect.flow-run.*",
]);

/** Whether each run that it starts makes it start another one; Prefect refuses just these. */
function loops({ trigger, actions, enabled = true }: AutomationSpec): boolean {
  if (!enabled || !isEvent(trigger) || trigger.posture === "Proactive") return false;
  if (!(trigger.expect ?? []).some((event) => everyRun.has(event))) return false;
  const { match = {}, match_related: related = {} } = trigger;
  const unlimited = matchesEveryRun(match) && [related].flat().some(matchesEveryRun);
  return actions.some(
    (action) => action.type === "run-deployment" && (action.source === "inferred" || unlimited),
  );
}

function isEvent(trigger: AutomationTrigger): trigger is EventTrigger {
  return trigger.type === undefined || trigger.type === "event";
}

function matchesEveryRun(match: ResourceMatch): boolean {
  const labels = Object.entries(match);
  return labels.every(
    ([label, value]) =>
      labels.length === 1 && label === "prefect.resource.id" && [value].flat().includes("prefect.flow-run.*"),
  );
}

function loopFinding(name: string): Finding {
  return {
    code: "invalid-automation",
    message: `automation ${name} starts a run for each run, without end`,
    hint: "limit it by match_related, for example to { prefect.resource.id: { deployment: FLOW/DEPLOYMENT } }",
  };
}

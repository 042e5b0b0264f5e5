import {
  automation,
  automationTrigger,
  defineRecipe,
  deploymentName,
  dropUndefined,
  jsonObject,
  lengthOfTime,
  resourceMatch,
  z,
  type AutomationTrigger,
} from "../kit.ts";
import { stateVariable } from "./automations/notification.ts";
import { anyRun, nameOf, runsOf, stateEvent } from "./automations/own-deployment.ts";

const variables = z
  .strictObject({
    deployment: deploymentName
      .optional()
      .describe(
        "Another deployment, as flow/deployment: a run of it that reaches a state starts one of this.",
      ),
    states: z
      .array(stateVariable)
      .min(1, "expected at least one state")
      .optional()
      .describe("Names of the other run's states. Default: Completed."),
    event: z.string().min(1).optional().describe("Name of an event; `*` at its end for any."),
    match: resourceMatch.optional().describe("Labels of what the event is about."),
    trigger: automationTrigger
      .optional()
      .describe("Any other trigger: event, compound, sequence or metric, as in Prefect."),
    parameters: jsonObject
      .optional()
      .describe("Of the run; texts may be templates, for example `{{ event.payload.path }}`."),
    job_variables: jsonObject.optional().describe("Of the run."),
    after: lengthOfTime.optional().describe("How long to wait: seconds, or a duration such as PT10M."),
    name: z.string().min(1).optional().describe("Of the automation. Default: made of both names."),
    description: z.string().optional().describe("Of the automation, for people."),
    enabled: z
      .boolean()
      .optional()
      .describe("Whether it acts, enforced at every deploy. Without it, what people switch stays."),
  })
  .refine(
    ({ deployment, event, trigger }) =>
      [deployment, event, trigger].filter((each) => each !== undefined).length === 1,
    { error: "give one of deployment, event and trigger" },
  )
  .refine(({ deployment, states }) => deployment !== undefined || states === undefined, {
    path: ["states"],
    error: "states are those of a run, so they need deployment",
  })
  .refine(({ event, match }) => event !== undefined || match === undefined, {
    path: ["match"],
    error: "match narrows an event, so it needs event",
  });

/** Runs the deployment when something else has happened. */
export const triggeredBy = defineRecipe({
  name: "triggered_by",
  summary: "Starts a run of the deployment when a run of another one ends, or on an event.",
  variables,
  build: (given) => ({
    requires: (deployment) => {
      const own = nameOf(deployment);
      const { parameters, job_variables, after: schedule_after, name, trigger, event } = given;
      const { description, enabled } = given;
      const cause = given.deployment ?? event ?? trigger?.type ?? "event";
      const action = { type: "run-deployment", deployment: own } as const;
      return [
        automation({
          name: name ?? `${own}: after ${cause}`,
          trigger: triggerOf(given),
          ...dropUndefined({ description, enabled }),
          actions: [{ ...action, ...dropUndefined({ parameters, job_variables, schedule_after }) }],
        }),
      ];
    },
  }),
});

function triggerOf({
  deployment,
  states = ["Completed"],
  event,
  match,
  trigger,
}: z.output<typeof variables>): AutomationTrigger {
  if (trigger !== undefined) return trigger;
  if (deployment === undefined) return dropUndefined({ expect: event === undefined ? [] : [event], match });
  return { expect: states.map(stateEvent), match: anyRun, match_related: runsOf(deployment) };
}

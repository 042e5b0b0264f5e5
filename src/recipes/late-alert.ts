import {
  automation,
  defineRecipe,
  lengthOfWatch,
  z,
  type AutomationAction,
  type AutomationComponent,
  type EventTrigger,
} from "../kit.ts";
import { notification, notificationVariables, withBlock } from "./automations/notification.ts";
import { anyRun, nameOf, runsOf, stateEvent } from "./automations/own-deployment.ts";

const ended = ["Completed", "Failed", "Crashed", "Cancelled"].map(stateEvent);
const perRun = ["prefect.resource.id"];
const time = "seconds, or a duration such as PT1H";

/** Tells people that runs of the deployment are late, do not come, or have gone silent. */
export const lateAlert = defineRecipe({
  name: "late_alert",
  summary: "Sends a notification when a run of the deployment is late, does not come, or has gone silent.",
  variables: z
    .strictObject({
      ...notificationVariables,
      late_for: lengthOfWatch
        .optional()
        .describe(`A late run that has not started within this time; at least 10 s: ${time}.`),
      absent_for: lengthOfWatch
        .optional()
        .describe(`No run was completed within this time; at least 10 s: ${time}.`),
      silent_for: lengthOfWatch
        .optional()
        .describe(`A run that has sent heartbeats sends none within this time; at least 10 s: ${time}.`),
      crash_silent: z
        .boolean()
        .default(true)
        .describe("Whether a silent run is marked as Crashed, since Prefect itself never notices."),
    })
    .refine(
      ({ late_for: late, absent_for: absent, silent_for: silent }) =>
        late !== undefined || absent !== undefined || silent !== undefined,
      "none of late_for, absent_for and silent_for is given",
    ),
  build: ({ late_for: late, absent_for: absent, silent_for: silent, crash_silent: crash, ...message }) => ({
    requires: (deployment) => {
      const own = nameOf(deployment);
      const about = { match: anyRun, match_related: runsOf(own) };
      const alert = (
        what: string,
        within: number | string | undefined,
        trigger: EventTrigger,
        usual: { readonly subject: string; readonly body?: string },
        before: readonly AutomationAction[] = [],
      ): readonly AutomationComponent[] => {
        if (within === undefined) return [];
        const { block, subject = usual.subject, body = usual.body } = message;
        const actions = [...before, notification({ block, subject, body })];
        const made = automation({
          name: `${own}: ${what}`,
          trigger: { ...trigger, ...about, within },
          actions,
        });
        return [withBlock(made, block)];
      };
      const unstarted = ["Pending", "Running", ...["Cancelled", "Crashed"]].map(stateEvent);
      const lateRun = { after: [stateEvent("Late")], expect: unstarted, for_each: perRun };
      const heartbeat = stateEvent("heartbeat");
      const silentRun = { after: [heartbeat], expect: [heartbeat, ...ended], for_each: perRun };
      const crashed: AutomationAction = {
        type: "change-flow-run-state",
        state: "CRASHED",
        name: "Crashed",
        message: "The run sent no heartbeats any more.",
      };
      return [
        ...alert("late", late, { posture: "Proactive", ...lateRun }, { subject: `A run of ${own} is late` }),
        ...alert(
          "absent",
          absent,
          { posture: "Proactive", expect: [stateEvent("Completed")] },
          { subject: `No run of ${own} in time`, body: `No run of ${own} was completed in time.` },
        ),
        ...alert(
          "silent",
          silent,
          { posture: "Proactive", ...silentRun },
          { subject: `A run of ${own} has gone silent` },
          crash ? [crashed] : [],
        ),
      ];
    },
  }),
});

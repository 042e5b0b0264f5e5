import { z } from "zod";
import type { AutomationAction, AutomationTrigger, ResourceMatch } from "../../interfaces/automation.ts";
import type { JsonObject } from "../../interfaces/json.ts";
import { seconds } from "../../util/seconds.ts";

const text = z.string().min(1, "expected some text");
const jsonObject: z.ZodType<JsonObject, JsonObject> = z.record(z.string(), z.json());

/** `flow/deployment`. */
export const deploymentName = z
  .string()
  .regex(/^[^/]+\/[^/]+$/, "expected flow/deployment, for example etl/nightly");
/** `type-slug/name`. */
export const blockName = z
  .string()
  .regex(/^[a-z0-9.-]+\/[a-z0-9-]+$/, "expected type-slug/name, for example slack-webhook/oncall");
const queueName = z.string().regex(/^[^/]+\/[^/]+$/, "expected pool/queue");

/** A length of time: seconds from 0, or an ISO 8601 duration such as `PT1H`. */
export const lengthOfTime = z.union([
  z.number().min(0),
  z.string().refine((value) => seconds(value) !== undefined, "expected seconds or a duration such as PT1H"),
]);

/** The same for what a proactive trigger looks back over, which Prefect wants to be at least 10 s. */
export const lengthOfWatch = lengthOfTime.refine(
  (value) => (seconds(value) ?? 0) >= 10,
  "expected at least 10 seconds",
);

const reference = z.union([
  z.strictObject({ deployment: deploymentName }),
  z.strictObject({ flow: text }),
  z.strictObject({ work_pool: text }),
  z.strictObject({ work_queue: queueName }),
  z.strictObject({ block: blockName }),
  z.strictObject({ automation: text }),
]);
const label = z.union(
  [z.string(), reference],
  "expected a text, or a name such as { deployment: etl/nightly }",
);

/** Labels that a resource of an event must have. */
export const resourceMatch: z.ZodType<ResourceMatch, ResourceMatch> = z.record(
  z.string(),
  z.union([label, z.array(label).min(1)]),
);

const resources = {
  match: resourceMatch.exactOptional(),
  match_related: z.union([resourceMatch, z.array(resourceMatch)]).exactOptional(),
};

const eventTrigger = z
  .strictObject({
    type: z.literal("event").exactOptional(),
    posture: z.enum(["Reactive", "Proactive"]).exactOptional(),
    expect: z.array(text).exactOptional(),
    after: z.array(text).exactOptional(),
    for_each: z.array(text).exactOptional(),
    ...resources,
    threshold: z.number().int().min(0).exactOptional(),
    within: lengthOfTime.exactOptional(),
  })
  .refine(({ posture, within }) => posture !== "Proactive" || (seconds(within ?? 10) ?? 10) >= 10, {
    path: ["within"],
    error: "a proactive trigger looks back over at least 10 seconds",
  });

const several = {
  triggers: z.array(z.lazy(() => automationTrigger)).min(1, "expected at least one trigger"),
  within: lengthOfTime.nullable().exactOptional(),
};
const compoundTrigger = z
  .strictObject({
    type: z.literal("compound"),
    require: z.union([z.number().int().min(1), z.enum(["any", "all"])]),
    ...several,
  })
  .refine(({ require, triggers }) => typeof require !== "number" || require <= triggers.length, {
    path: ["require"],
    error: "more triggers are required than there are",
  });
const sequenceTrigger = z.strictObject({ type: z.literal("sequence"), ...several });
const metricTrigger = z.strictObject({
  type: z.literal("metric"),
  ...resources,
  metric: z.strictObject({
    name: z.enum(["lateness", "duration", "successes"]),
    operator: z.enum(["<", "<=", ">", ">="]),
    threshold: z.number(),
    range: lengthOfTime.exactOptional(),
    firing_for: lengthOfTime.exactOptional(),
  }),
});

/** When an automation acts. */
export const automationTrigger: z.ZodType<AutomationTrigger, AutomationTrigger> = z.discriminatedUnion(
  "type",
  [eventTrigger, compoundTrigger, sequenceTrigger, metricTrigger],
  "expected a trigger of type event, compound, sequence or metric",
);

/** An action on a thing by its name, or on the one that the event is about. */
function about<Shape extends z.core.$ZodShape>(
  key: "deployment" | "work_pool" | "work_queue" | "automation",
  shape: Shape,
): z.ZodObject<Shape & { source: z.ZodExactOptional<z.ZodLiteral<"inferred">> }, z.core.$strict> {
  const inferred = { source: z.literal("inferred").exactOptional() };
  return z.strictObject({ ...shape, ...inferred }).refine((action) => key in action !== "source" in action, {
    error: `give either ${key} or \`source: inferred\``,
  });
}

/** What an automation does. */
export const automationAction: z.ZodType<AutomationAction, AutomationAction> = z.discriminatedUnion(
  "type",
  [
    about("deployment", {
      type: z.literal("run-deployment"),
      deployment: deploymentName.exactOptional(),
      parameters: jsonObject.nullable().exactOptional(),
      job_variables: jsonObject.nullable().exactOptional(),
      schedule_after: lengthOfTime.exactOptional(),
    }),
    about("deployment", {
      type: z.enum(["pause-deployment", "resume-deployment"]),
      deployment: deploymentName.exactOptional(),
    }),
    about("work_pool", {
      type: z.enum(["pause-work-pool", "resume-work-pool"]),
      work_pool: text.exactOptional(),
    }),
    about("work_queue", {
      type: z.enum(["pause-work-queue", "resume-work-queue"]),
      work_queue: queueName.exactOptional(),
    }),
    about("automation", {
      type: z.enum(["pause-automation", "resume-automation"]),
      automation: text.exactOptional(),
    }),
    z.strictObject({
      type: z.literal("send-notification"),
      block: blockName,
      subject: text.exactOptional(),
      body: text,
    }),
    z.strictObject({
      type: z.literal("call-webhook"),
      block: blockName,
      payload: z.string().exactOptional(),
    }),
    z.strictObject({
      type: z.literal("change-flow-run-state"),
      state: z.enum([
        "SCHEDULED",
        "PENDING",
        "RUNNING",
        "COMPLETED",
        "FAILED",
        "CANCELLED",
        "CRASHED",
        "PAUSED",
        "CANCELLING",
      ]),
      name: text.nullable().exactOptional(),
      message: z.string().nullable().exactOptional(),
      force: z.boolean().exactOptional(),
    }),
    z.strictObject({
      type: z.enum([
        "cancel-flow-run",
        "suspend-flow-run",
        "resume-flow-run",
        "delete-flow-run",
        "do-nothing",
      ]),
    }),
  ],
  "expected an action with a type such as run-deployment or send-notification",
);

/** What is declared of an automation, by the names of the project file. */
export const automationFields = z.strictObject({
  name: text.describe("Its name; Prefect takes the same one twice, we do not."),
  trigger: automationTrigger.describe("When it acts: a trigger of type event, compound, sequence or metric."),
  actions: z.array(automationAction).min(1, "expected at least one action").describe("What it does."),
  actions_on_trigger: z.array(automationAction).exactOptional().describe("Done as well when it fires."),
  actions_on_resolve: z
    .array(automationAction)
    .exactOptional()
    .describe("Done when what it fired for is over."),
  description: z.string().exactOptional().describe("For readers."),
  enabled: z.boolean().exactOptional().describe("Whether it is on; what people toggle stays if absent."),
  tags: z.array(text).exactOptional().describe("Beside our marks; those that people gave it stay if absent."),
});

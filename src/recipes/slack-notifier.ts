import { block, defineRecipe, generatedName, z, type BuildContext, type SecretReference } from "../kit.ts";
import { notificationVariables, notifier, stateVariable } from "./automations/notification.ts";

const { subject, body } = notificationVariables;

const secretVariable = z.custom<SecretReference>(
  (value) => typeof value === "object" && value !== null && "$secret" in value,
  "expected a secret by where it is found: { $secret: { env: NAME } }",
);

/** Posts about runs of the deployment to Slack. */
export const slackNotifier = defineRecipe({
  name: "slack_notifier",
  summary: "Posts to Slack when a run of the deployment starts, succeeds or fails.",
  variables: z
    .strictObject({
      block: z
        .string()
        .regex(/^[a-z0-9-]+$/, "expected lower-case letters, digits and dashes")
        .optional()
        .describe(
          "Name of a slack-webhook block; it knows the channel. With webhook: default is a generated name.",
        ),
      webhook: secretVariable
        .optional()
        .describe("Address of Slack's incoming webhook, as a secret: the block is then ours."),
      states: z
        .array(stateVariable)
        .min(1, "expected at least one state")
        .default(["Running", "Completed", "Failed", "Crashed"])
        .describe("Names of states, as Prefect shows them."),
      subject,
      body,
    })
    .refine(({ block: name, webhook }) => name !== undefined || webhook !== undefined, {
      error: "neither block nor webhook is given",
      params: { hint: "name a slack-webhook block, or give the webhook as { $secret: { env: NAME } }" },
    }),
  build: ({ block: name, webhook, states, ...message }) => ({
    requires: (deployment, context) => {
      const called = name ?? slackName(context);
      const target = { ...message, block: `slack-webhook/${called}` };
      if (webhook === undefined) return [notifier(deployment, states, target)];
      const own = block({ type: "slack-webhook", name: called, fields: { url: webhook } });
      return [notifier(deployment, states, { ...target, block: own })];
    },
  }),
});

function slackName(context: BuildContext): string {
  return generatedName("slack", context, "slack_notifier");
}

import {
  automation,
  blockVariable,
  nameOfBlock,
  z,
  type AutomationAction,
  type AutomationComponent,
  type BlockName,
  type Deployment,
} from "../../kit.ts";
import { anyRun, nameOf, runsOf, stateEvent } from "./own-deployment.ts";

/** Variables of every recipe that notifies. */
export const notificationVariables = {
  block: blockVariable.describe(
    "Notification block, as type-slug/name: declared in the project, or one that exists.",
  ),
  subject: z.string().min(1).optional().describe("Template of the subject, in Jinja as in Prefect."),
  body: z.string().min(1).optional().describe("Template of the text, in Jinja as in Prefect."),
};

/** Name of a state of a run, as Prefect shows it. */
export const stateVariable = z
  .string()
  .regex(/^[A-Z][A-Za-z]*$/, "expected the name of a state, for example Failed or TimedOut");

/** What is said when nothing else is asked for. */
const usualBody = [
  "Flow run {{ flow.name }}/{{ flow_run.name }} is {{ flow_run.state.name }} since {{ flow_run.state.timestamp }}.",
  "Deployment: {{ deployment.name }}",
  "Flow run id: {{ flow_run.id }}",
  "State message: {{ flow_run.state.message }}",
  "{{ flow_run|ui_url }}",
].join("\n");

/** What is sent where. */
export interface Message {
  readonly block: BlockName;
  readonly subject?: string | undefined;
  readonly body?: string | undefined;
}

/** The action that sends a notification about a run. */
export function notification({
  block,
  subject = "{{ flow.name }}/{{ flow_run.name }}: {{ flow_run.state.name }}",
  body = usualBody,
}: Message): AutomationAction {
  return { type: "send-notification", block: nameOfBlock(block), subject, body };
}

/** An automation that also requires the block, where code gives it as a component. */
export function withBlock(made: AutomationComponent, block: BlockName): AutomationComponent {
  return typeof block === "string" ? made : { ...made, requires: [...made.requires, block] };
}

/** Notifies each time that a run of the deployment reaches one of some states. */
export function notifier(
  deployment: Deployment,
  states: readonly string[],
  message: Message,
): AutomationComponent {
  const own = nameOf(deployment);
  const made = automation({
    name: `${own}: ${nameOfBlock(message.block)} on ${states.join(", ")}`,
    trigger: { expect: states.map(stateEvent), match: anyRun, match_related: runsOf(own) },
    actions: [notification(message)],
  });
  return withBlock(made, message.block);
}

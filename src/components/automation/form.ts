import { dropUndefined } from "../../util/drop-undefined.ts";
import { componentForm } from "../component-form.ts";
import { automation } from "./declare.ts";
import { automationFields } from "./schema.ts";

/** How an automation is written in the project file. */
export const automationForm = componentForm({
  key: "automation",
  summary: "An automation of ours, in Prefect's words but with names instead of ids.",
  fields: automationFields,
  toComponent: ({ actions_on_trigger: actionsOnTrigger, actions_on_resolve: actionsOnResolve, ...spec }) =>
    automation({ ...spec, ...dropUndefined({ actionsOnTrigger, actionsOnResolve }) }),
});

import type { z } from "zod";
import type { ComponentForm, ComponentFormDefinition } from "../interfaces/component-form.ts";

/** Says how a kind of component is written in the project file. */
export function componentForm<Schema extends z.ZodType>({
  toComponent,
  ...definition
}: ComponentFormDefinition<Schema>): ComponentForm {
  const { fields } = definition;
  return {
    ...definition,
    toComponent: (given, context) => toComponent(fields.parse(given), context),
  };
}

import type { DeploymentComponent } from "../../interfaces/component.ts";
import type { CompareContext } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import type { ObservedStorage } from "../../interfaces/storage.ts";
import { isObject } from "../../util/stable-json.ts";

/** The deployment with what its storage is now in the place of each late value of its pull steps. */
export function settleStorage(
  component: DeploymentComponent,
  context: Pick<CompareContext, "observed">,
): DeploymentComponent {
  const { spec } = component;
  const { pull_steps: steps } = spec.fields;
  if (steps === undefined || !JSON.stringify(steps).includes('"$late"')) return component;
  return { ...component, spec: { ...spec, fields: { ...spec.fields, pull_steps: settle(steps, context) } } };
}

function settle(value: Json, context: Pick<CompareContext, "observed">): Json {
  if (Array.isArray(value)) return value.map((item: Json) => settle(item, context));
  if (!isObject(value)) return value;
  const { $late: late, of: storage, value: name } = value;
  if (late === "storage" && typeof storage === "string" && typeof name === "string") {
    const { values } = (context.observed(`storage:${storage}`) ?? { values: {} }) as ObservedStorage;
    return Object.entries(values).find(([key]) => key === name)?.[1] ?? value;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settle(item, context)]));
}

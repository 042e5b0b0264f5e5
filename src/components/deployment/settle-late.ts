import type { DeploymentComponent } from "../../interfaces/component.ts";
import type { ApplyContext, CompareContext } from "../../interfaces/driver.ts";
import type { ObservedImage } from "../../interfaces/image.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ObservedStorage } from "../../interfaces/storage.ts";
import { isObject } from "../../util/stable-json.ts";
import { lastBuilt } from "../image/driver.ts";
import { pendingName, pendingReference } from "../image/reference.ts";

type Known = Pick<CompareContext, "observed" | "ledgerOf">;

/**
 * The deployment with what its storage and its image are now in the place of each late value. An image that the run is
 * going to build has a place holder; the ledger knows it by what goes into it, so that a second deploy finds it unchanged.
 */
export function settleLate(component: DeploymentComponent, context: Known): DeploymentComponent {
  const { spec } = component;
  const { pull_steps: steps, job_variables: variables } = spec.fields;
  const storage = storageValue(context);
  // A task runner's pull step may have the run's image, too.
  const now = eitherOf(storage, imageReference(context));
  const lateSteps = isLate(steps) ? { pull_steps: settle(steps, now) } : {};
  const lateVariables = isLate(variables) ? { job_variables: settle(variables, now) } : {};
  const fields = { ...spec.fields, ...lateSteps, ...lateVariables };
  if (!isLate(variables)) return isLate(steps) ? { ...component, spec: { ...spec, fields } } : component;
  const content = eitherOf(storage, imageContent(context));
  const remembered = {
    ...fields,
    ...(isLate(steps) && { pull_steps: settle(steps, content) }),
    job_variables: settle(variables, content),
  };
  return { ...component, spec: { ...spec, fields, remembered } };
}

function eitherOf(
  first: (late: JsonObject) => Json | undefined,
  second: (late: JsonObject) => Json | undefined,
): (late: JsonObject) => Json | undefined {
  return (late) => first(late) ?? second(late);
}

/** A step with what the image of each place holder has become. */
export function withBuiltImages(step: Json, { result }: Pick<ApplyContext, "result">): Json {
  if (typeof step === "string") {
    const name = pendingName(step);
    const built = name === undefined ? undefined : (result(`image:${name}`) as ObservedImage | undefined);
    return built?.reference ?? step;
  }
  if (Array.isArray(step)) return step.map((item: Json) => withBuiltImages(item, { result }));
  if (!isObject(step)) return step;
  return Object.fromEntries(
    Object.entries(step).map(([key, value]) => [key, withBuiltImages(value, { result })]),
  );
}

function isLate(value: Json | undefined): value is Json {
  return value !== undefined && JSON.stringify(value).includes('"$late"');
}

function settle(value: Json, become: (late: JsonObject) => Json | undefined): Json {
  if (Array.isArray(value)) return value.map((item: Json) => settle(item, become));
  if (!isObject(value)) return value;
  if (typeof value["$late"] === "string") return become(value) ?? value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, settle(item, become)]));
}

function storageValue({ observed }: Known): (late: JsonObject) => Json | undefined {
  return ({ $late: late, of: storage, value: name }) => {
    if (late !== "storage" || typeof storage !== "string" || typeof name !== "string") return undefined;
    const { values } = (observed(`storage:${storage}`) ?? { values: {} }) as ObservedStorage;
    return Object.entries(values).find(([key]) => key === name)?.[1];
  };
}

function imageReference({ observed, ledgerOf }: Known): (late: JsonObject) => Json | undefined {
  return ({ $late: late, of: name }) => {
    if (late !== "image" || typeof name !== "string") return undefined;
    const found = observed(`image:${name}`) as ObservedImage | undefined;
    if (found?.reference !== undefined) return found.reference;
    const last = found?.mayBuild === false ? lastBuilt(ledgerOf(`image:${name}`)) : undefined;
    return last ?? pendingReference(name);
  };
}

function imageContent({ observed }: Known): (late: JsonObject) => Json | undefined {
  return ({ $late: late, of: name }) => {
    if (late !== "image" || typeof name !== "string") return undefined;
    const found = observed(`image:${name}`) as ObservedImage | undefined;
    return `${name}:${found?.content ?? ""}`;
  };
}

import type { Json, JsonObject } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";
import { applyValues, valueAtPath, type Values } from "./templates.ts";

/** What is known of the outputs of steps that nobody runs at import. */
export interface StepOutputs {
  /** Outputs by name, as Prefect keeps them: below the step's id, and without it. */
  readonly known: JsonObject;
  /** Ids of steps whose outputs cannot be known without running them. */
  readonly unknown: readonly string[];
}

const imageStep = /^prefect_docker\.deployments\.steps\.(?:build|push)_docker_image$/;
const pushStep = /^prefect_(?:aws|gcp|azure)\.deployments\.steps\.push_to_/;

/**
 * The outputs of build and push steps that follow from what the file says: an image's name and tag, a bucket's folder.
 *
 * @param values Of the environment.
 * @param unknownOutput What stands for the output of an earlier step that cannot be known.
 */
export function stepOutputs(
  steps: readonly JsonObject[],
  values: Values,
  unknownOutput: (name: string) => Json | undefined,
): StepOutputs {
  let known: JsonObject = {};
  const unknown: string[] = [];
  for (const step of steps) {
    const [[name, given] = ["", {}]] = Object.entries(step);
    const inputs = isObject(given) ? given : {};
    const { id } = inputs;
    const scope: Values = { ...values, standard: outputLookup({ known, unknown }, unknownOutput) };
    const output = outputOf(name, applyValues(inputs, scope));
    if (output !== undefined)
      known = { ...known, ...output, ...(typeof id === "string" && { [id]: output }) };
    else if (typeof id === "string") unknown.push(id);
  }
  return { known, unknown };
}

/** Looks an output up; one of a step that was not run is what `otherwise` makes of its name. */
export function outputLookup(
  { known, unknown }: StepOutputs,
  otherwise: (name: string) => Json | undefined,
): (name: string) => Json | undefined {
  return (name) => {
    const found = valueAtPath(known, name);
    if (found !== undefined) return found;
    return unknown.some((id) => name.startsWith(`${id}.`)) ? otherwise(name) : undefined;
  };
}

function outputOf(name: string, inputs: Json): JsonObject | undefined {
  if (!isObject(inputs)) return undefined;
  if (imageStep.test(name)) {
    const { image_name: image = "", tag = "" } = inputs;
    if (typeof image !== "string" || typeof tag !== "string" || image === "" || tag === "") return undefined;
    return {
      image_name: image,
      tag,
      image: `${image}:${tag}`,
      additional_tags: inputs["additional_tags"] ?? [],
    };
  }
  if (!pushStep.test(name)) return undefined;
  const { bucket, container, folder } = inputs;
  return {
    ...(bucket !== undefined && { bucket }),
    ...(container !== undefined && { container }),
    ...(folder !== undefined && { folder }),
  };
}

import type { Component } from "../interfaces/component.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import type { FlowBuilder, Layer } from "../interfaces/flow-builder.ts";
import { lazyOrigin } from "./lazy-origin.ts";
import { isMapping, type Path } from "./path.ts";
import { interpolateAt, locateIn, type ProjectFile, type Report } from "./project-file.ts";

type Builder = Pick<FlowBuilder, "requires" | "updateDeployment">;

/**
 * What an environment of the file puts over what recipes made: its work pool, its image, whether schedules are on. They
 * run after the entry's recipes, and before its `extra`.
 */
export function environmentOverrides(
  file: ProjectFile,
  environment: string,
  report: Report,
): readonly Layer[] {
  const base: Path = ["environments", environment];
  const layer = (key: string, make: (value: unknown) => Builder | undefined): Layer[] => {
    const at = [...base, key];
    const { value, faults } = interpolateAt(file, at, environment, report);
    const builder = value === undefined || faults.length > 0 ? undefined : make(value);
    if (builder === undefined) return [];
    const origin = lazyOrigin(
      () => locateIn(file, at),
      () => undefined,
      () => "environment",
    );
    return [{ builder: { name: at.join("."), ...builder }, origin }];
  };
  return [
    ...layer("work_pool", poolOverride),
    ...layer("image", imageOverride),
    ...layer("schedules", schedulesOverride),
  ];
}

/** Another pool, for deployments that have one; a queue that a recipe named belongs to the recipe's pool and goes. */
function poolOverride(value: unknown): Builder | undefined {
  const given = typeof value === "string" ? { name: value } : value;
  if (!isMapping(given) || typeof given["name"] !== "string") return undefined;
  const workPool = given["name"];
  const queue = typeof given["queue"] === "string" ? given["queue"] : undefined;
  return {
    requires: ({ workPool: used }): readonly Component[] =>
      used === workPool
        ? [{ kind: "work-pool", name: workPool, spec: {}, requires: [], external: true }]
        : [],
    updateDeployment: (deployment) => {
      if (typeof deployment.workPool !== "string") return deployment;
      const { workQueue: _, ...rest } = deployment;
      return { ...rest, workPool, ...(queue !== undefined && { workQueue: queue }) };
    },
  };
}

/** Another image, for deployments to which a recipe gave one. */
function imageOverride(value: unknown): Builder | undefined {
  if (typeof value !== "string") return undefined;
  return {
    requires: [],
    updateDeployment: (deployment) =>
      deployment.jobVariables?.["image"] === undefined
        ? deployment
        : { ...deployment, jobVariables: { ...deployment.jobVariables, image: value } },
  };
}

/** Whether schedules are on when they are made; with `enforce` at every deploy. */
function schedulesOverride(value: unknown): Builder | undefined {
  if (!isMapping(value) || typeof value["active"] !== "boolean") return undefined;
  const { active, enforce } = value;
  const state = enforce === true ? { initiallyActive: active, active } : { initiallyActive: active };
  return {
    requires: [],
    updateDeployment: (deployment): Deployment =>
      deployment.schedules === undefined
        ? deployment
        : { ...deployment, schedules: deployment.schedules.map((each) => ({ ...each, ...state })) },
  };
}

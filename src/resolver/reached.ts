import type { Component } from "../interfaces/component.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import { stableJson } from "../util/stable-json.ts";

/**
 * The components that the finished deployment uses, and the pools that an automation beside it names. What an inner
 * recipe required and an outer one replaced is left out; a pool or queue that is only named must exist already.
 */
export function reachedComponents(
  deployment: Deployment,
  required: readonly Component[],
): readonly Component[] {
  const { workPool, workQueue, sharedLimit } = deployment;
  const steps = stableJson({ steps: deployment.pullSteps ?? [] });
  const followed = required.flatMap(({ kind, requires }) => (kind === "automation" ? requires : []));
  const isFollowed = (pool: Component): boolean =>
    followed.some(({ kind, name }) => kind === "work-pool" && name === pool.name);
  const reached = required.filter((component) => {
    switch (component.kind) {
      case "work-pool":
        return component.name === workPool || isFollowed(component);
      case "work-queue":
        return component.name === `${workPool ?? ""}/${workQueue ?? ""}`;
      case "worker":
        return component.name === workPool;
      case "storage":
        return [component.name, component.name.slice(component.name.indexOf(":") + 1)].some((name) =>
          steps.includes(JSON.stringify(name)),
        );
      case "image":
        return stableJson(deployment.jobVariables ?? {}).includes(
          stableJson({ $late: "image", of: component.name }),
        );
      default:
        return true;
    }
  });
  const has = (kind: string, name: string): boolean =>
    reached.some((one) => one.kind === kind && one.name === name);
  const named: Component[] = [];
  if (typeof workPool === "string" && !has("work-pool", workPool))
    named.push(mustExist("work-pool", workPool));
  if (typeof workPool === "string" && typeof workQueue === "string" && workQueue !== "default") {
    const queue = `${workPool}/${workQueue}`;
    if (!has("work-queue", queue)) named.push(mustExist("work-queue", queue));
  }
  if (typeof sharedLimit === "string" && !has("global-concurrency-limit", sharedLimit))
    named.push(mustExist("global-concurrency-limit", sharedLimit));
  for (const block of blocksIn(deployment)) if (!has("block", block)) named.push(mustExist("block", block));
  return [...reached, ...named];
}

/** Blocks, as `type-slug/name`, that the run looks up: `{{ prefect.blocks.secret.gh-token }}`. */
function blocksIn({ pullSteps, jobVariables }: Deployment): readonly string[] {
  const text = JSON.stringify([pullSteps ?? [], jobVariables ?? {}]);
  if (!text.includes("prefect.blocks.")) return [];
  const found = text.matchAll(/\{\{\s*prefect\.blocks\.([a-z0-9-]+)\.([a-z0-9-]+)(?:\.[\w.[\]-]+)?\s*\}\}/g);
  return [...new Set([...found].map(([, type = "", name = ""]) => `${type}/${name}`))];
}

function mustExist(kind: string, name: string): Component {
  return { kind, name, spec: {}, requires: [], external: true };
}

import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Component } from "../interfaces/component.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import type { BuildContext, Decorator } from "../interfaces/flow-builder.ts";
import type { Flow } from "../interfaces/flow.ts";
import { deepFreeze } from "../util/freeze.ts";
import type { DeploymentChanges } from "./deployment-helpers.ts";

/** What a recipe is tried out with; everything has a value that never changes. */
export interface PreviewInput extends Partial<Omit<BuildContext, "fail" | "warn">> {
  /** Fields of the deployment before the recipe sees it. */
  readonly deployment?: DeploymentChanges;
  /** Facts of the flow, for example its description. */
  readonly flow?: Partial<Flow>;
}

/** What a recipe makes of a deployment. */
export interface Preview {
  readonly deployment: Deployment;
  /** What its layers require, innermost first. */
  readonly components: readonly Component[];
  readonly warnings: readonly string[];
}

/**
 * Tries a called recipe out, without files and without a server: for tests of recipes.
 *
 * @example
 * ```ts
 * import { preview } from "meta-prefect/kit";
 * import { tags } from "meta-prefect";
 * const { deployment } = preview(tags({ tags: ["nightly"] }), { environment: "prod" });
 * // deployment.tags is ["nightly"]
 * ```
 * @throws MetaPrefectError `recipe-failed` when the recipe refuses its input
 */
export function preview(decorator: Decorator, input: PreviewInput = {}): Preview {
  const { deployment: start = {}, flow = {}, ...facts } = input;
  const fixed = decorator.layers.map(({ builder }) => builder.environment).find((each) => each !== undefined);
  const warnings: string[] = [];
  const context: BuildContext = {
    project: "sample",
    environment: "dev",
    root: "/srv/sample",
    now: "2026-01-01T00:00:00.000Z",
    env: {},
    git: () => undefined,
    packageVersion: () => undefined,
    ...facts,
    ...(fixed !== undefined && { environment: fixed }),
    warn: (message) => void warnings.push(message),
    fail: (message, { hint } = {}) => {
      throw new MetaPrefectError("recipe-failed", message, { ...(hint !== undefined && { hint }) });
    },
  };
  const builders = decorator.layers.map(({ builder }) => builder);
  const first: Deployment = deepFreeze({ flow: { ...sample, ...flow }, name: "sample", ...start });
  const deployment = builders.reduce((so, { updateDeployment }) => updateDeployment(so, context), first);
  const components = builders.flatMap(({ requires }) =>
    typeof requires === "function" ? requires(deployment, context) : requires,
  );
  return { deployment, components, warnings };
}

const sample: Flow = {
  language: "python",
  entrypoint: "flow.py:sample",
  name: "sample",
  description: null,
  version: null,
  parameterSchema: { title: "Parameters", type: "object", properties: {}, required: [], definitions: {} },
  digest: "0".repeat(64),
  location: { file: "flow.py", line: 1, column: 1 },
  reasons: [],
};

import { expect } from "vitest";
import type {
  BuildContext,
  Component,
  DeployableFlow,
  Deployment,
  Flow,
  FlowBuilder,
  Pointer,
} from "../../../src/kit.ts";
import { deepFreeze } from "../../../src/util/freeze.ts";
import { makeDecorator } from "../../../src/authoring/make-decorator.ts";

/** The flow of the original program's example, as the flow reader answers it. */
export const addTwoNumbers: Flow = deepFreeze({
  language: "python",
  entrypoint: "flow.py:add_two_numbers_flow",
  name: "add-two-numbers-flow",
  description: "Adds two numbers.",
  version: null,
  parameterSchema: { title: "Parameters", type: "object", properties: {}, required: [], definitions: {} },
  digest: "0123456789abcdef".repeat(4),
  location: { file: "flow.py", line: 6, column: 1 },
  reasons: [],
});

/** What `context.fail` throws here. */
export class Failure extends Error {
  readonly pointer: Pointer | undefined;
  constructor(message: string, pointer: Pointer | undefined) {
    super(message);
    this.pointer = pointer;
  }
}

/** A context in which nothing is known but the given. */
export function contextOf(given: Partial<BuildContext> = {}): BuildContext {
  return {
    project: "acme",
    environment: "dev",
    root: "/srv/acme",
    now: "2026-11-21T10:00:00.000Z",
    env: {},
    git: () => undefined,
    packageVersion: () => undefined,
    fail: (message, pointer) => {
      throw new Failure(message, pointer);
    },
    warn: () => undefined,
    ...given,
  };
}

/** What a wrapped flow comes to. */
export interface Rendered {
  readonly deployment: Deployment;
  readonly components: readonly Component[];
}

const identity: FlowBuilder = { name: "nothing", requires: [], updateDeployment: (deployment) => deployment };

/**
 * Folds the builders as the resolver does. Each rendering is done twice, the second time with a builder that does
 * nothing round every layer, so that the whole suite shows that wrapping alone changes nothing.
 */
export function render(deployable: DeployableFlow, given: Partial<BuildContext> = {}): Rendered {
  const plain = fold(deployable, given);
  const nothing = makeDecorator([{ builder: identity }]);
  const layers = deployable.layers.flatMap((layer) => nothing(makeDecorator([layer])).layers);
  expect(fold(nothing({ ...deployable, layers }), given)).toEqual(plain);
  return plain;
}

function fold({ flow, layers }: DeployableFlow, given: Partial<BuildContext>): Rendered {
  expect(flow).toEqual({ language: "python", entrypoint: addTwoNumbers.entrypoint });
  const environment = layers.map(({ builder }) => builder.environment).find((fixed) => fixed !== undefined);
  const context = contextOf({ ...given, ...(environment === undefined ? {} : { environment }) });
  const bare: Deployment = deepFreeze({ flow: addTwoNumbers, name: addTwoNumbers.name });
  const deployment = layers.reduce((inner, { builder }) => builder.updateDeployment(inner, context), bare);
  const components = layers.flatMap(({ builder: { requires } }) =>
    typeof requires === "function" ? requires(deployment, context) : requires,
  );
  return { deployment, components };
}

/** Whether plain data is frozen all the way down. */
export function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

import { assert, expect } from "vitest";
import { isMetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import { makeDecorator } from "../../../src/authoring/make-decorator.ts";
import type {
  Component,
  Decorator,
  DeployableFlow,
  Deployment,
  Flow,
  FlowBuilder,
  FlowReference,
} from "../../../src/kit.ts";
import type { Diagnostic } from "../../../src/interfaces/diagnostic.ts";
import type { ProjectEntry } from "../../../src/interfaces/project.ts";
import { foldEntry, type BuildFacts } from "../../../src/resolver/fold.ts";
import { reachedComponents } from "../../../src/resolver/reached.ts";
import { deepFreeze } from "../../../src/util/freeze.ts";

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

/** The same flow as code names it. */
export const reference: FlowReference = Object.freeze({
  language: "python",
  entrypoint: addTwoNumbers.entrypoint,
});

/** What a run knows, where a test says nothing else. */
export type Given = Partial<BuildFacts> & { readonly environment?: string; readonly flow?: Flow };

/** What a wrapped flow comes to. */
export interface Rendered {
  readonly deployment: Deployment;
  /** Only those that the finished deployment reaches. */
  readonly components: readonly Component[];
  readonly warnings: readonly Diagnostic[];
}

/** The finished deployment of a wrapped flow, of which nothing was refused. */
export function render(deployable: DeployableFlow, given: Given = {}): Rendered {
  const { rendered, diagnostics } = tryRender(deployable, given);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  assert(rendered !== undefined);
  return rendered;
}

/** The deployment of a flow that nothing wraps. */
export function bare(given: Given = {}): Deployment {
  return render({ flow: reference, layers: [] }, given).deployment;
}

/** The deployment of a flow that only this wraps. */
export function fields(decorator: Decorator, given: Given = {}): Deployment {
  return render(decorator(reference), given).deployment;
}

/** The fields that differ from those of a flow that nothing wraps. */
export function added(decorator: Decorator, given: Given = {}): object {
  const before = new Map(Object.entries(bare(given)).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(
    Object.entries(fields(decorator, given)).filter(
      ([name, value]) => before.get(name) !== JSON.stringify(value),
    ),
  );
}

/** The mistakes that rendering finds. */
export function refusals(deployable: DeployableFlow, given: Given = {}): readonly Diagnostic[] {
  return tryRender(deployable, given).diagnostics;
}

/**
 * Folds the builders as a run does. Each rendering is done twice, the second time with a builder that does nothing
 * round every layer, so that the whole suite shows that wrapping alone changes nothing.
 */
function tryRender(
  deployable: DeployableFlow,
  given: Given,
): { readonly rendered: Rendered | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const plain = fold(deployable, given);
  const nothing = makeDecorator([{ builder: identity }]);
  const layers = deployable.layers.flatMap((layer) => nothing(makeDecorator([layer])).layers);
  expect(fold(nothing({ ...deployable, layers }), given)).toEqual(plain);
  return plain;
}

const identity: FlowBuilder = { name: "nothing", requires: [], updateDeployment: (deployment) => deployment };

function fold(deployable: DeployableFlow, given: Given): ReturnType<typeof tryRender> {
  const { environment = "dev", flow = addTwoNumbers, ...facts } = given;
  const fixed = deployable.layers
    .map(({ builder }) => builder.environment)
    .find((each) => each !== undefined);
  const entry: ProjectEntry = {
    flow,
    deployable,
    name: { value: flow.name, from: "flow" },
    environment: fixed ?? environment,
  };
  const { folded, diagnostics } = foldEntry(entry, {
    project: "acme",
    root: "/srv/acme",
    now: "2026-11-21T10:00:00.000Z",
    env: {},
    git: () => undefined,
    packageVersion: () => undefined,
    ...facts,
  });
  if (folded === undefined) return { rendered: undefined, diagnostics };
  const { deployment, requires } = folded;
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  return {
    rendered: { deployment, components: reachedComponents(deployment, requires), warnings },
    diagnostics,
  };
}

/** Whether plain data is frozen all the way down. */
export function isDeepFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeepFrozen);
}

/** What a recipe says of variables that it refuses, a line for each mistake; "taken" when it refuses none. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isMetaPrefectError(error))
      return [error.message, ...error.diagnostics.map(({ message }) => message)].join("\n");
    throw error;
  }
  return "taken";
}

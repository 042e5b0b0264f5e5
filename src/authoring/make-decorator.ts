import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type {
  CallableFlow,
  Decorator,
  DeployableFlow,
  FlowBuilder,
  Layer,
  Unwrappable,
  Wrappable,
} from "../interfaces/flow-builder.ts";
import { decoratorBrand, isDecorator, isDeployableFlow, isFlowLike, isRecipe } from "./wrappable.ts";

/**
 * Makes the decorator that puts these layers round whatever it is given; the first one innermost.
 *
 * @throws MetaPrefectError `not-wrappable` when it is given anything else than a flow, a wrapped flow, a decorator or
 * a function that makes flows.
 */
export function makeDecorator(layers: readonly Layer[]): Decorator {
  const ours = Object.freeze(layers.map((layer) => Object.freeze({ ...layer })));
  const wrap = (target: Wrappable): DeployableFlow => {
    const deployable: DeployableFlow = isDeployableFlow(target)
      ? { flow: target.flow, layers: Object.freeze([...target.layers, ...ours]) }
      : { flow: target, layers: ours };
    return Object.freeze(isFactory(target) ? callable(target, deployable) : deployable);
  };

  function decorate<Input extends readonly unknown[], Result>(
    flow: CallableFlow<Input, Result>,
  ): DeployableFlow & ((...input: Input) => Result);
  function decorate(flow: Wrappable): DeployableFlow;
  function decorate(decorator: Decorator): Decorator;
  function decorate<Arguments extends readonly unknown[]>(
    factory: (...input: Arguments) => Wrappable,
  ): (...input: Arguments) => DeployableFlow;
  function decorate<Given>(refused: Given & Unwrappable<Given>): never;
  function decorate(target: unknown): unknown {
    if (isDeployableFlow(target) || isFlowLike(target)) return wrap(target);
    if (isDecorator(target)) return makeDecorator([...target.layers, ...ours]);
    if (isRecipe(target)) {
      throw new MetaPrefectError(
        "not-wrappable",
        `recipe "${target.recipeName}" was given without being called`,
        {
          hint: `call it first: ${target.recipeName}(…)`,
        },
      );
    }
    if (isFactory(target)) return wrapFactory(target);
    throw notWrappable(target);
  }

  function wrapFactory(factory: (...input: readonly unknown[]) => unknown) {
    return (...input: readonly unknown[]): DeployableFlow => {
      const made = factory(...input);
      if (isDeployableFlow(made) || isFlowLike(made)) return wrap(made);
      throw notWrappable(made);
    };
  }

  return Object.freeze(Object.assign(decorate, { [decoratorBrand]: true, layers: ours }));
}

/**
 * Makes a decorator of a builder that somebody wrote by hand, without variables and without a name in YAML.
 *
 * @example
 * ```ts
 * import { asDecorator, withTags } from "meta-prefect/kit";
 * export const owned = asDecorator({
 *   name: "owned",
 *   requires: [],
 *   updateDeployment: (deployment) => withTags(deployment, ["owner=data"]),
 * });
 * ```
 */
export function asDecorator(builder: FlowBuilder): Decorator {
  return makeDecorator([{ builder: Object.freeze({ ...builder }) }]);
}

/** A flow in TypeScript can be called, and stays so. */
function callable(
  target: (...input: readonly unknown[]) => unknown,
  deployable: DeployableFlow,
): DeployableFlow {
  return Object.assign((...input: readonly unknown[]) => target(...input), deployable);
}

function isFactory(value: unknown): value is (...input: readonly unknown[]) => unknown {
  return typeof value === "function";
}

function notWrappable(value: unknown): MetaPrefectError {
  const shown = typeof value === "string" ? JSON.stringify(value) : value === null ? "null" : typeof value;
  return new MetaPrefectError("not-wrappable", `a recipe cannot wrap ${shown}`, {
    hint: 'wrap a flow, for example flow("flows/etl.py:etl"), or another called recipe',
  });
}

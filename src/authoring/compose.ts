import type {
  BuildContext,
  Composable,
  Decorator,
  FlowBuilder,
  Pointer,
} from "../interfaces/flow-builder.ts";
import { makeDecorator } from "./make-decorator.ts";

/**
 * Joins called recipes into one. The first is the innermost: `compose(a, b)(flow)` is `b(a(flow))`, so `a` runs first,
 * and `b` last, with the last word.
 *
 * @example
 * ```ts
 * import { compose } from "meta-prefect/kit";
 * import { flow, tagsResolver, versioneer } from "meta-prefect";
 * const teamStandard = compose(tagsResolver(), versioneer());
 * export const nightly = teamStandard(flow("flows/etl.py:etl"));
 * ```
 */
export function compose<Given extends readonly unknown[]>(
  ...decorators: { readonly [Place in keyof Given]: Composable<Given[Place]> }
): Decorator;
export function compose(...decorators: readonly Decorator[]): Decorator {
  return makeDecorator(decorators.flatMap((decorator) => decorator.layers));
}

/**
 * For a recipe that hands one of its variables on to another recipe: what that one says about `variables.rrule` is
 * shown at `variables.<variable>.rrule`, where the person wrote it.
 */
export function within(variable: string, decorator: Decorator): Decorator {
  const move = (pointer: Pointer = {}): Pointer => ({
    ...pointer,
    at: ["variables", variable, ...(pointer.at?.split(".").slice(1) ?? [])].join("."),
  });
  const moved = (context: BuildContext): BuildContext => ({
    ...context,
    fail: (message, pointer) => context.fail(message, move(pointer)),
    warn: (message, pointer) => {
      context.warn(message, move(pointer));
    },
  });
  return makeDecorator(
    decorator.layers.map(({ builder, ...rest }) => ({ ...rest, builder: withContext(builder, moved) })),
  );
}

function withContext(builder: FlowBuilder, change: (context: BuildContext) => BuildContext): FlowBuilder {
  const { requires } = builder;
  return Object.freeze({
    ...builder,
    requires:
      typeof requires === "function"
        ? (deployment, context) => requires(deployment, change(context))
        : requires,
    updateDeployment: (deployment, context) => builder.updateDeployment(deployment, change(context)),
  } satisfies FlowBuilder);
}

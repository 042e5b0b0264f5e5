import type { Place, Runtime } from "../runtime.ts";
import { dictOf } from "../values/basics.ts";
import { Tuple, type Arguments, type Parameter, type Value } from "../values/value.ts";

/** Binds the arguments of a call to parameters, as Python does; a wrong call raises TypeError. */
export function bindArguments(
  runtime: Runtime,
  name: string,
  parameters: readonly Parameter[],
  call: Arguments,
  place: Place,
): Map<string, Value> {
  const bound = new Map<string, Value>();
  const kwargs = new Map(call.kwargs);
  let next = 0;
  for (const parameter of parameters) {
    const isPositional = parameter.kind === "positional" || parameter.kind === "positional-only";
    const positional = isPositional ? call.args[next] : undefined;
    if (positional !== undefined) {
      next++;
      if (parameter.kind === "positional" && kwargs.has(parameter.name)) {
        return runtime.raise(
          "TypeError",
          `${name}() got multiple values for argument '${parameter.name}'`,
          place,
        );
      }
      bound.set(parameter.name, positional);
      continue;
    }
    if (parameter.kind === "var-positional") {
      bound.set(parameter.name, new Tuple(call.args.slice(next)));
      next = call.args.length;
      continue;
    }
    if (parameter.kind === "var-keyword") {
      bound.set(parameter.name, dictOf([...kwargs]));
      kwargs.clear();
      continue;
    }
    const named = parameter.kind === "positional-only" ? undefined : kwargs.get(parameter.name);
    if (named !== undefined) {
      kwargs.delete(parameter.name);
      bound.set(parameter.name, named);
    } else if (parameter.value !== undefined) bound.set(parameter.name, parameter.value);
    else return runtime.raise("TypeError", `${name}() missing required argument: '${parameter.name}'`, place);
  }
  if (next < call.args.length)
    return runtime.raise(
      "TypeError",
      `${name}() takes ${String(next)} positional arguments but ${String(call.args.length)} were given`,
      place,
    );
  const [extra] = kwargs.keys();
  if (extra !== undefined)
    return runtime.raise("TypeError", `${name}() got an unexpected keyword argument '${extra}'`, place);
  return bound;
}

import { parameterNames } from "./parameter-names.ts";

/** Arguments by the names of the function's parameters; more than it has names are `argument1`, `argument2` … */
export function namedArguments(
  fn: (...input: never[]) => unknown,
  input: readonly unknown[],
): Readonly<Record<string, unknown>> {
  const names = parameterNames(fn);
  return Object.fromEntries(
    input.map((value, index) => [names[index] ?? `argument${String(index + 1)}`, value]),
  );
}

import { type Parameter, type Value } from "../values/value.ts";

/** Parameters of a callable of a library: names with their defaults, undefined where one must be given. */
export function nativeParameters(names: readonly (readonly [string, Value | undefined])[]): Parameter[] {
  return names.map(([name, value]) => ({
    name,
    kind: "positional",
    annotation: undefined,
    value,
    file: "",
    at: 0,
  }));
}

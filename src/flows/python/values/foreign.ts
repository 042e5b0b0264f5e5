import { giveUp, type Place } from "../runtime.ts";
import { typeName } from "./basics.ts";
import { Instance, Module, type Value } from "./value.ts";

/** Modules whose classes are followed as a whole: what their instances do not have, Python's do not have either. */
const whole = new Set(["builtins", "enum", "typing", "typing_extensions", "abc", "collections.abc"]);

/** Gives up where an operation is missing on an instance of a library's class, of which not all operations are followed. */
export function checkForeign(place: Place, ...values: readonly Value[]): void {
  for (const value of values) {
    const isForeign =
      value instanceof Module ||
      (value instanceof Instance &&
        value.cls.mro.some(({ file, module }) => file === undefined && !whole.has(module)));
    if (isForeign) giveUp("unknown-value", `an operation on a ${typeName(value)}`, place);
  }
}

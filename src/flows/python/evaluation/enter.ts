import { Doubtful, PyRaise, type Place } from "../runtime.ts";
import { Instance, Unknown, type Value } from "../values/value.ts";
import type { Executor } from "./executor.ts";

export function enter(runtime: Executor, manager: Instance, place: Place): Value {
  try {
    return runtime.call(runtime.getAttribute(manager, "__enter__", place), {
      args: [],
      kwargs: new Map(),
      ...place,
    });
  } catch (thrown) {
    if (thrown instanceof Doubtful) return new Unknown(thrown.doubt);
    if (thrown instanceof PyRaise)
      return new Unknown({ code: "unknown-value", message: "what a with statement gives", ...place });
    throw thrown;
  }
}

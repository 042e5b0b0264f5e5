import { bindArguments } from "../evaluation/bind.ts";
import { placeOf, type Runtime } from "../runtime.ts";
import { Instance, type Class, type Parameter } from "../values/value.ts";
import { nativeClass, type Names } from "./library.ts";

/** The names of `prefect.task_runners` that the reader follows: the runners that Prefect itself has. */
export function taskRunnerNames(runtime: Runtime): Names {
  const workers: Parameter = {
    name: "max_workers",
    kind: "positional",
    annotation: undefined,
    value: null,
    file: "",
    at: 0,
  };
  const runner = (name: string): Class => {
    const cls = nativeClass(name, "prefect.task_runners", [runtime.builtinClass("object")]);
    cls.construct = (call) => {
      const made = new Instance(cls);
      const kwargs = new Map([...call.kwargs].filter(([key]) => key !== " cls"));
      const place = placeOf(call);
      for (const [key, value] of bindArguments(runtime, name, [workers], { ...call, kwargs }, place))
        made.attributes.set(`_${key}`, value);
      return made;
    };
    return cls;
  };
  const threads = runner("ThreadPoolTaskRunner");
  return {
    ThreadPoolTaskRunner: threads,
    ConcurrentTaskRunner: threads,
    ProcessPoolTaskRunner: runner("ProcessPoolTaskRunner"),
  };
}

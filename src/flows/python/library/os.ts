import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { str } from "../values/text.ts";
import { Instance, Module, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { pathText } from "./path-text.ts";

/** The names of `os`. */
export function osNames(runtime: Runtime): Names {
  const environ = nativeClass("_Environ", "os", [runtime.builtinClass("object")]);
  const lookUp = (call: Arguments, key: Value): string | undefined => {
    if (typeof key !== "string") return runtime.raise("TypeError", "str expected", placeOf(call));
    return runtime.environment(key, placeOf(call));
  };
  const get = (call: Arguments): Value => {
    const [key = null] = call.args;
    return lookUp(call, key) ?? call.args[1] ?? call.kwargs.get("default") ?? null;
  };
  const instance = new Instance(environ);
  environ.names.set(
    "__getitem__",
    native(
      "__getitem__",
      (call) =>
        lookUp(call, call.args[1] ?? null) ??
        runtime.raise("KeyError", `'${str(runtime, call.args[1] ?? null, placeOf(call))}'`, placeOf(call)),
    ),
  );
  environ.names.set(
    "__contains__",
    native("__contains__", (call) => lookUp(call, call.args[1] ?? null) !== undefined),
  );
  environ.names.set(
    "__setitem__",
    native("__setitem__", (call) => {
      runtime.setEnvironment(
        str(runtime, call.args[1] ?? null, placeOf(call)),
        str(runtime, call.args[2] ?? null, placeOf(call)),
      );
      return null;
    }),
  );
  environ.names.set(
    "get",
    native("get", (call) => get({ ...call, args: call.args.slice(1) })),
  );
  environ.names.set(
    "setdefault",
    native("setdefault", (call) => {
      const found = lookUp(call, call.args[1] ?? null);
      if (found === undefined)
        runtime.setEnvironment(
          str(runtime, call.args[1] ?? null, placeOf(call)),
          str(runtime, call.args[2] ?? null, placeOf(call)),
        );
      return found ?? call.args[2] ?? null;
    }),
  );
  const pathLike = nativeClass("PathLike", "os", [runtime.builtinClass("object")]);
  pathLike.data.set("generic", true);
  return {
    environ: instance,
    path: new Module("os.path"),
    PathLike: pathLike,
    getenv: native("getenv", get),
    getcwd: native("getcwd", () => runtime.root),
    fspath: native("fspath", (call) => pathText(runtime, call.args[0] ?? null, call)),
    makedirs: native("makedirs", () => null),
    mkdir: native("mkdir", () => null),
    sep: "/",
    linesep: "\n",
    name: "posix",
    pathsep: ":",
    curdir: ".",
    pardir: "..",
    cpu_count: native("cpu_count", (call) =>
      giveUp("unknown-value", "the number of processors", placeOf(call)),
    ),
    getpid: native("getpid", (call) => giveUp("unknown-value", "the id of a process", placeOf(call))),
  };
}

import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { Tuple, type Arguments, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";
import { pathText } from "./path-text.ts";
import { joinPath, normalPath } from "./path-syntax.ts";

/** The names of `os.path`. */
export function osPathNames(runtime: Runtime): Names {
  const text = (call: Arguments, index = 0): string => pathText(runtime, call.args[index] ?? null, call);
  const split = (value: string): [string, string] => {
    const slash = value.lastIndexOf("/") + 1;
    const head = value.slice(0, slash);
    return [
      head.length > 1 && head.replaceAll("/", "") !== "" ? head.replace(/\/+$/u, "") : head,
      value.slice(slash),
    ];
  };
  const disk = (name: string): Value =>
    native(name, (call) => giveUp("unknown-value", "something on the disk", placeOf(call)));
  const absolute = (call: Arguments): string =>
    normalPath(text(call).startsWith("/") ? text(call) : joinPath([runtime.root, text(call)]));
  return {
    join: native("join", (call) => joinPath(call.args.map((_, index) => text(call, index)))),
    dirname: native("dirname", (call) => split(text(call))[0]),
    basename: native("basename", (call) => split(text(call))[1]),
    split: native("split", (call) => new Tuple(split(text(call)))),
    splitext: native("splitext", (call) => {
      const value = text(call);
      const base = split(value)[1].replace(/^\.+/u, "");
      const dot = base.lastIndexOf(".");
      const suffix = dot < 0 ? "" : base.slice(dot);
      return new Tuple([value.slice(0, value.length - suffix.length), suffix]);
    }),
    abspath: native("abspath", absolute),
    realpath: native("realpath", absolute),
    normpath: native("normpath", (call) => normalPath(text(call))),
    isabs: native("isabs", (call) => text(call).startsWith("/")),
    expanduser: native("expanduser", (call) =>
      text(call).startsWith("~")
        ? giveUp("unknown-environment", "the home folder", placeOf(call))
        : text(call),
    ),
    exists: disk("exists"),
    isfile: disk("isfile"),
    isdir: disk("isdir"),
    getsize: disk("getsize"),
    getmtime: disk("getmtime"),
    sep: "/",
    pardir: "..",
    curdir: ".",
    extsep: ".",
    pathsep: ":",
  };
}

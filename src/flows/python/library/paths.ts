import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, dictOf } from "../values/basics.ts";
import { str } from "../values/text.ts";
import { Class, Descriptor, Instance, List, Tuple, type Arguments, type Value } from "../values/value.ts";
import { libraryModule, native, nativeClass, type Names } from "./library.ts";

/** A path without `.` and doubled slashes, as pathlib keeps it. */
function plainPath(text: string): string {
  const isAbsolute = text.startsWith("/");
  const parts = text.split("/").filter((part) => part !== "" && part !== ".");
  if (isAbsolute) return `/${parts.join("/")}`;
  return parts.length === 0 ? "." : parts.join("/");
}

/** A path with `..` resolved too, as os.path.normpath has it. */
function normal(text: string): string {
  const isAbsolute = text.startsWith("/");
  const parts: string[] = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !isAbsolute) parts.push(part);
  }
  const joined = parts.join("/");
  return isAbsolute ? `/${joined}` : joined === "" ? "." : joined;
}

function join(parts: readonly string[]): string {
  let out = "";
  for (const part of parts) {
    if (part.startsWith("/")) out = part;
    else out = out === "" || out.endsWith("/") ? out + part : `${out}/${part}`;
  }
  return out;
}

function textOf(runtime: Runtime, value: Value, call: Arguments): string {
  if (value instanceof Instance) {
    const path = value.attributes.get(" path");
    if (typeof path === "string") return path;
  }
  return typeof value === "string"
    ? value
    : value instanceof Instance && typeof value.payload === "string"
      ? value.payload
      : runtime.raise("TypeError", "expected str or os.PathLike object", placeOf(call));
}

const unknownToDisk = [
  "exists",
  "is_file",
  "is_dir",
  "read_text",
  "read_bytes",
  "open",
  "stat",
  "iterdir",
  "glob",
  "rglob",
  "owner",
  "samefile",
  "readlink",
];

/** The names of `pathlib`. */
export function pathNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const pure = nativeClass("PurePath", "pathlib", [object]);
  const purePosix = nativeClass("PurePosixPath", "pathlib", [pure]);
  const pureWindows = nativeClass("PureWindowsPath", "pathlib", [pure]);
  const path = nativeClass("Path", "pathlib", [purePosix]);
  const posix = nativeClass("PosixPath", "pathlib", [path]);
  const windows = nativeClass("WindowsPath", "pathlib", [path]);
  const make = (cls: Class, text: string): Instance => {
    const made = new Instance(cls);
    made.attributes.set(" path", plainPath(text));
    return made;
  };
  const get = (value: Instance): string => {
    const text = value.attributes.get(" path");
    return typeof text === "string" ? text : "";
  };
  const nameOf = (text: string): string =>
    text === "." || text === "/" ? "" : text.slice(text.lastIndexOf("/") + 1);
  const parentOf = (text: string): string => {
    const slash = text.lastIndexOf("/");
    return slash < 0 ? "." : slash === 0 ? "/" : text.slice(0, slash);
  };
  const suffixOf = (name: string): string => {
    const dot = name.lastIndexOf(".");
    return dot > 0 && dot < name.length - 1 ? name.slice(dot) : "";
  };
  const attribute = (value: Instance, name: string): Value | undefined => {
    const text = get(value);
    const base = nameOf(text);
    const same = (changed: string): Value => make(value.cls, changed);
    const absolute = (): string => (text.startsWith("/") ? text : join([runtime.root, text]));
    switch (name) {
      case "name":
        return base;
      case "stem":
        return base.slice(0, base.length - suffixOf(base).length);
      case "suffix":
        return suffixOf(base);
      case "suffixes":
        return new List(
          base
            .replace(/^\.+/u, "")
            .split(".")
            .slice(1)
            .map((part) => `.${part}`),
        );
      case "parent":
        return same(parentOf(text));
      case "parents": {
        const out: Value[] = [];
        for (let current = text; current !== "." && current !== "/";) {
          current = parentOf(current);
          out.push(same(current));
        }
        return new Tuple(out);
      }
      case "parts":
        return new Tuple(
          text === "."
            ? []
            : text.startsWith("/")
              ? [
                  "/",
                  ...text
                    .slice(1)
                    .split("/")
                    .filter((part) => part !== ""),
                ]
              : text.split("/"),
        );
      case "anchor":
      case "root":
        return text.startsWith("/") ? "/" : "";
      case "as_posix":
      case "__str__":
      case "__fspath__":
        return native(name, () => text);
      case "as_uri":
        return native(name, () => `file://${text}`);
      case "is_absolute":
        return native(name, () => text.startsWith("/"));
      case "joinpath":
        return native(name, (call) =>
          same(join([text, ...call.args.map((arg) => textOf(runtime, arg, call))])),
        );
      case "with_name":
        return native(name, (call) =>
          same(join([parentOf(text), textOf(runtime, call.args[0] ?? null, call)])),
        );
      case "with_suffix":
        return native(name, (call) =>
          same(
            text.slice(0, text.length - suffixOf(base).length) + textOf(runtime, call.args[0] ?? null, call),
          ),
        );
      case "with_stem":
        return native(name, (call) =>
          same(join([parentOf(text), textOf(runtime, call.args[0] ?? null, call) + suffixOf(base)])),
        );
      case "resolve":
        return native(name, () => same(normal(absolute())));
      case "absolute":
        return native(name, () => same(absolute()));
      case "relative_to":
        return native(name, (call) => {
          const other = plainPath(textOf(runtime, call.args[0] ?? null, call));
          if (text === other) return same(".");
          const head = other === "/" ? "/" : `${other}/`;
          return text.startsWith(head)
            ? same(text.slice(head.length))
            : runtime.raise("ValueError", `'${text}' is not in the subpath of '${other}'`, placeOf(call));
        });
      case "expanduser":
        return native(name, (call) =>
          text.startsWith("~") ? giveUp("unknown-environment", "the home folder", placeOf(call)) : value,
        );
      case "mkdir":
      case "touch":
      case "write_text":
      case "write_bytes":
      case "unlink":
        return native(name, () => null);
      default:
        return unknownToDisk.includes(name)
          ? native(name, (call) => giveUp("unknown-value", "something on the disk", placeOf(call)))
          : undefined;
    }
  };
  for (const cls of [pure, purePosix, path, posix]) {
    const actual = cls === path ? posix : cls === pure ? purePosix : cls;
    cls.construct = (call) => make(actual, join(call.args.map((arg) => textOf(runtime, arg, call))));
  }
  pure.hooks = {
    attribute,
    text: get,
    json: get,
    hash: get,
    repr: (value) => `${value.cls.name}('${get(value)}')`,
    order: (left, right) => (get(left) < get(right) ? -1 : get(left) > get(right) ? 1 : 0),
    binary: (op, left, right) => {
      if (op !== "/") return undefined;
      const cls =
        left instanceof Instance && left.cls.mro.includes(pure)
          ? left.cls
          : right instanceof Instance
            ? right.cls
            : posix;
      const call: Arguments = { args: [], kwargs: new Map(), at: 0, file: "" };
      return make(cls, join([textOf(runtime, left, call), textOf(runtime, right, call)]));
    },
  };
  path.names.set(
    "cwd",
    new Descriptor(
      "classmethod",
      native("cwd", () => make(posix, runtime.root)),
    ),
  );
  path.names.set(
    "home",
    new Descriptor(
      "classmethod",
      native("home", (call) => giveUp("unknown-environment", "the home folder", placeOf(call))),
    ),
  );
  return {
    PurePath: pure,
    PurePosixPath: purePosix,
    PureWindowsPath: pureWindows,
    Path: path,
    PosixPath: posix,
    WindowsPath: windows,
  };
}

/** The names of `os.path`. */
export function osPathNames(runtime: Runtime): Names {
  const text = (call: Arguments, index = 0): string => textOf(runtime, call.args[index] ?? null, call);
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
    normal(text(call).startsWith("/") ? text(call) : join([runtime.root, text(call)]));
  return {
    join: native("join", (call) => join(call.args.map((_, index) => text(call, index)))),
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
    normpath: native("normpath", (call) => normal(text(call))),
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
  const path = libraryModule("os.path", osPathNames(runtime));
  const pathLike = nativeClass("PathLike", "os", [runtime.builtinClass("object")]);
  pathLike.data.set("generic", true);
  return {
    environ: instance,
    path,
    PathLike: pathLike,
    getenv: native("getenv", get),
    getcwd: native("getcwd", () => runtime.root),
    fspath: native("fspath", (call) => textOf(runtime, call.args[0] ?? null, call)),
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

/** The names of `sys`. */
export function sysNames(runtime: Runtime, searchPath: List, minor: bigint): Names {
  return {
    path: searchPath,
    version_info: new Tuple([3n, minor, 0n, "final", 0n]),
    platform: "linux",
    byteorder: "little",
    maxsize: (1n << 63n) - 1n,
    modules: dictOf([]),
    exit: native("exit", (call) =>
      runtime.raise("SystemExit", asInt(call.args[0] ?? 0n)?.toString() ?? "", placeOf(call)),
    ),
    implementation: new Instance(nativeClass("SimpleNamespace", "types", [])),
  };
}

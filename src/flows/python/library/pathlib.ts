import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { Class, Descriptor, Instance, List, Tuple, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { joinPath, normalPath, plainPath } from "./path-syntax.ts";
import { pathText } from "./path-text.ts";

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
    const absolute = (): string => (text.startsWith("/") ? text : joinPath([runtime.root, text]));
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
          same(joinPath([text, ...call.args.map((arg) => pathText(runtime, arg, call))])),
        );
      case "with_name":
        return native(name, (call) =>
          same(joinPath([parentOf(text), pathText(runtime, call.args[0] ?? null, call)])),
        );
      case "with_suffix":
        return native(name, (call) =>
          same(
            text.slice(0, text.length - suffixOf(base).length) +
              pathText(runtime, call.args[0] ?? null, call),
          ),
        );
      case "with_stem":
        return native(name, (call) =>
          same(joinPath([parentOf(text), pathText(runtime, call.args[0] ?? null, call) + suffixOf(base)])),
        );
      case "resolve":
        return native(name, () => same(normalPath(absolute())));
      case "absolute":
        return native(name, () => same(absolute()));
      case "relative_to":
        return native(name, (call) => {
          const other = plainPath(pathText(runtime, call.args[0] ?? null, call));
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
    cls.construct = (call) => make(actual, joinPath(call.args.map((arg) => pathText(runtime, arg, call))));
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
      return make(cls, joinPath([pathText(runtime, left, call), pathText(runtime, right, call)]));
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

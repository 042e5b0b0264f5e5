import { nativeClass } from "./library.ts";
import type { Class } from "../values/value.ts";

/** The classes of Python's builtins by name; `construct` is filled in by the builtins. */
export function builtinClasses(): ReadonlyMap<string, Class> {
  const classes = new Map<string, Class>();
  const add = (
    name: string,
    bases: readonly string[] = ["object"],
    flavour: "opaque" | "exception" = "opaque",
  ): void => {
    const found = bases.flatMap((base) => classes.get(base) ?? []);
    classes.set(name, nativeClass(name, "builtins", found, undefined, flavour));
  };
  add("object", []);
  for (const name of [
    "int",
    "float",
    "complex",
    "str",
    "bytes",
    "bytearray",
    "memoryview",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "range",
    "slice",
    "type",
    "property",
    "classmethod",
    "staticmethod",
    "super",
    "function",
    "NoneType",
    "module",
    "enumerate",
    "zip",
    "map",
    "filter",
    "reversed",
    "generator",
    "ellipsis",
  ])
    add(name);
  add("bool", ["int"]);
  for (const name of ["list", "tuple", "dict", "set", "frozenset", "type"])
    classes.get(name)?.data.set("generic", true);
  for (const [name, base] of exceptions) add(name, [base], "exception");
  return classes;
}

const exceptions: readonly (readonly [string, string])[] = [
  ["BaseException", "object"],
  ["Exception", "BaseException"],
  ["SystemExit", "BaseException"],
  ["KeyboardInterrupt", "BaseException"],
  ["GeneratorExit", "BaseException"],
  ["ArithmeticError", "Exception"],
  ["AssertionError", "Exception"],
  ["AttributeError", "Exception"],
  ["EOFError", "Exception"],
  ["ImportError", "Exception"],
  ["ModuleNotFoundError", "ImportError"],
  ["LookupError", "Exception"],
  ["IndexError", "LookupError"],
  ["KeyError", "LookupError"],
  ["MemoryError", "Exception"],
  ["NameError", "Exception"],
  ["UnboundLocalError", "NameError"],
  ["OSError", "Exception"],
  ["FileNotFoundError", "OSError"],
  ["FileExistsError", "OSError"],
  ["PermissionError", "OSError"],
  ["ConnectionError", "OSError"],
  ["ConnectionRefusedError", "ConnectionError"],
  ["ConnectionResetError", "ConnectionError"],
  ["BrokenPipeError", "ConnectionError"],
  ["TimeoutError", "OSError"],
  ["NotADirectoryError", "OSError"],
  ["IsADirectoryError", "OSError"],
  ["RuntimeError", "Exception"],
  ["NotImplementedError", "RuntimeError"],
  ["RecursionError", "RuntimeError"],
  ["StopIteration", "Exception"],
  ["StopAsyncIteration", "Exception"],
  ["SyntaxError", "Exception"],
  ["TypeError", "Exception"],
  ["ValueError", "Exception"],
  ["UnicodeError", "ValueError"],
  ["UnicodeDecodeError", "UnicodeError"],
  ["UnicodeEncodeError", "UnicodeError"],
  ["ZeroDivisionError", "ArithmeticError"],
  ["OverflowError", "ArithmeticError"],
  ["FloatingPointError", "ArithmeticError"],
  ["BufferError", "Exception"],
  ["Warning", "Exception"],
  ["UserWarning", "Warning"],
  ["DeprecationWarning", "Warning"],
  ["FutureWarning", "Warning"],
  ["RuntimeWarning", "Warning"],
];

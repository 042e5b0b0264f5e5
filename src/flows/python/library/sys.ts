import { placeOf, type Runtime } from "../runtime.ts";
import { asInt, dictOf } from "../values/basics.ts";
import { Instance, List, Tuple } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** The names of `sys`. */
export function sysNames(runtime: Runtime, searchPath: List, pythonMinor: number): Names {
  return {
    path: searchPath,
    version_info: new Tuple([3n, BigInt(pythonMinor), 0n, "final", 0n]),
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

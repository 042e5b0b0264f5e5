import { placeOf, type Runtime } from "../runtime.ts";
import { binary } from "../values/binary.ts";
import { compare } from "../values/compare.ts";
import { Tuple, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";

/** The names of `operator`. */
export function operatorNames(runtime: Runtime): Names {
  const two = (name: string, op: string): Value =>
    native(name, (call) => binary(runtime, op, call.args[0] ?? null, call.args[1] ?? null, placeOf(call)));
  const test = (name: string, op: string): Value =>
    native(name, (call) => compare(runtime, op, call.args[0] ?? null, call.args[1] ?? null, placeOf(call)));
  return {
    add: two("add", "+"),
    sub: two("sub", "-"),
    mul: two("mul", "*"),
    truediv: two("truediv", "/"),
    floordiv: two("floordiv", "//"),
    mod: two("mod", "%"),
    or_: two("or_", "|"),
    and_: two("and_", "&"),
    xor: two("xor", "^"),
    eq: test("eq", "=="),
    ne: test("ne", "!="),
    lt: test("lt", "<"),
    le: test("le", "<="),
    gt: test("gt", ">"),
    ge: test("ge", ">="),
    itemgetter: native("itemgetter", (call) =>
      native("itemgetter", (inner) => {
        const items = call.args.map((key) => runtime.getItem(inner.args[0] ?? null, key, placeOf(inner)));
        return items.length === 1 ? (items[0] ?? null) : new Tuple(items);
      }),
    ),
    attrgetter: native("attrgetter", (call) =>
      native("attrgetter", (inner) => {
        const path = typeof call.args[0] === "string" ? call.args[0].split(".") : [];
        return path.reduce<Value>(
          (value, name) => runtime.getAttribute(value, name, placeOf(inner)),
          inner.args[0] ?? null,
        );
      }),
    ),
  };
}

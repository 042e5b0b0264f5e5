import { functionalEnum } from "../classes/enum.ts";
import type { Executor } from "../evaluation/executor.ts";
import { Class, Instance, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

/** The names of `enum`. */
export function enumNames(runtime: Executor): Names {
  const object = runtime.builtinClass("object");
  const make = (name: string, bases: readonly Class[]): Class => {
    const cls = nativeClass(name, "enum", bases, undefined, "enum");
    cls.construct = (call) => functionalEnum(runtime, cls, call);
    return cls;
  };
  const base = make("Enum", [object]);
  const int = runtime.builtinClass("int");
  const flag = make("Flag", [base]);
  const auto = nativeClass("auto", "enum", [object]);
  auto.construct = () => new Instance(auto);
  const wrapper = (name: string): Class => {
    const cls = nativeClass(name, "enum", [object]);
    cls.construct = (call) => {
      const instance = new Instance(cls);
      instance.attributes.set("value", call.args[0] ?? null);
      return instance;
    };
    return cls;
  };
  const same = (name: string): Value => native(name, (call) => call.args[0] ?? null, true);
  return {
    Enum: base,
    Flag: flag,
    auto,
    IntEnum: make("IntEnum", [int, base]),
    StrEnum: make("StrEnum", [runtime.builtinClass("str"), base]),
    IntFlag: make("IntFlag", [int, flag]),
    EnumMeta: nativeClass("EnumType", "enum", [runtime.builtinClass("type")]),
    EnumType: nativeClass("EnumType", "enum", [runtime.builtinClass("type")]),
    unique: same("unique"),
    global_enum: same("global_enum"),
    verify: native("verify", () => same("verify")),
    property: runtime.builtinClass("property"),
    member: wrapper("member"),
    nonmember: wrapper("nonmember"),
    CONTINUOUS: null,
    NAMED_FLAGS: null,
    UNIQUE: null,
    STRICT: null,
    CONFORM: null,
    EJECT: null,
    KEEP: null,
  };
}

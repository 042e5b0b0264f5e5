import { Builtin, Class, type Flavour, type Native, type Value } from "../values/value.ts";

/** The names of a library's module. */
export type Names = Readonly<Record<string, Value>>;

/** A function of a library. */
export function native(name: string, call: Native, acceptsUnknown = false): Builtin {
  return new Builtin(name, call, acceptsUnknown);
}

/** A class of a library. */
export function nativeClass(
  name: string,
  module: string,
  bases: readonly Class[],
  construct?: Native,
  flavour: Flavour = "opaque",
): Class {
  const cls = new Class(name, bases, module);
  cls.flavour = flavour;
  cls.construct = construct;
  return cls;
}

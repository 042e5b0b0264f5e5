import { PyObject, type Value } from "./base.ts";

/** Positional and keyword arguments of a call. */
export interface Arguments {
  readonly args: readonly Value[];
  readonly kwargs: ReadonlyMap<string, Value>;
  /** Offset of the call, for doubts. */
  readonly at: number;
  readonly file: string;
}

export type Native = (call: Arguments) => Value;

/** A function that a library provides. */
export class Builtin extends PyObject {
  readonly kind = "builtin";
  readonly name: string;
  readonly call: Native;
  readonly attributes = new Map<string, Value>();
  /** Whether it can be called with arguments that are unknown; else the result is as unknown as these. */
  readonly acceptsUnknown: boolean;

  constructor(name: string, call: Native, acceptsUnknown = false) {
    super();
    this.name = name;
    this.call = call;
    this.acceptsUnknown = acceptsUnknown;
  }
}

/** A function with the object that it was taken from. */
export class BoundMethod extends PyObject {
  readonly kind = "method";
  readonly self: Value;
  readonly fn: Value;

  constructor(self: Value, fn: Value) {
    super();
    this.self = self;
    this.fn = fn;
  }
}

/** property, classmethod, staticmethod, functools.cached_property. */
export class Descriptor extends PyObject {
  readonly kind = "descriptor";
  readonly type: "property" | "classmethod" | "staticmethod";
  readonly fn: Value;

  constructor(type: "property" | "classmethod" | "staticmethod", fn: Value) {
    super();
    this.type = type;
    this.fn = fn;
  }
}

/** `functools.partial`. */
export class Partial extends PyObject {
  readonly kind = "partial";
  readonly fn: Value;
  readonly args: readonly Value[];
  readonly kwargs: ReadonlyMap<string, Value>;

  constructor(fn: Value, args: readonly Value[], kwargs: ReadonlyMap<string, Value>) {
    super();
    this.fn = fn;
    this.args = args;
    this.kwargs = kwargs;
  }
}

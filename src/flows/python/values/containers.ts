import { PyObject, type Doubt, type Value } from "./base.ts";

/** A value that cannot be known without running Python. Whatever is made of it is as unknown. */
export class Unknown extends PyObject {
  readonly kind = "unknown";
  readonly doubt: Doubt;
  /** `pandas.DataFrame` when it is a name of a package that is not part of the project. */
  readonly path: string | undefined;

  constructor(doubt: Doubt, path?: string) {
    super();
    this.doubt = doubt;
    this.path = path;
  }
}

export class Bytes extends PyObject {
  readonly kind = "bytes";
  readonly bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    super();
    this.bytes = bytes;
  }
}

export class Complex extends PyObject {
  readonly kind = "complex";
  readonly real: number;
  readonly imag: number;

  constructor(real: number, imag: number) {
    super();
    this.real = real;
    this.imag = imag;
  }
}

/** `...`, `NotImplemented`, `inspect._empty` and their like. */
export class Singleton extends PyObject {
  readonly kind = "singleton";
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

export const ellipsis = new Singleton("Ellipsis");
export const notImplemented = new Singleton("NotImplemented");
/** pydantic's mark of a field without a default. */
export const undefinedDefault = new Singleton("PydanticUndefined");

export class List extends PyObject {
  readonly kind = "list";
  items: Value[];

  constructor(items: Value[]) {
    super();
    this.items = items;
  }
}

export class Tuple extends PyObject {
  readonly kind = "tuple";
  readonly items: readonly Value[];

  constructor(items: readonly Value[]) {
    super();
    this.items = items;
  }
}

/** A dict; keys by their hash text. */
export class Dict extends PyObject {
  readonly kind = "dict";
  readonly entries = new Map<string, { readonly key: Value; readonly value: Value }>();
}

export class PySet extends PyObject {
  readonly kind = "set";
  readonly entries = new Map<string, Value>();
  readonly frozen: boolean;

  constructor(frozen: boolean) {
    super();
    this.frozen = frozen;
  }
}

export class Range extends PyObject {
  readonly kind = "range";
  readonly start: bigint;
  readonly stop: bigint;
  readonly step: bigint;

  constructor(start: bigint, stop: bigint, step: bigint) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

/** An iterator over values that are all known already. */
export class Iterator extends PyObject {
  readonly kind = "iterator";
  readonly items: Value[];
  position = 0;
  readonly type: string;

  constructor(items: Value[], type = "generator") {
    super();
    this.items = items;
    this.type = type;
  }
}

export class SliceValue extends PyObject {
  readonly kind = "slice";
  readonly start: Value;
  readonly stop: Value;
  readonly step: Value;

  constructor(start: Value, stop: Value, step: Value) {
    super();
    this.start = start;
    this.stop = stop;
    this.step = step;
  }
}

import { PyObject, type Value } from "./base.ts";

/** `list[int]`, `Callable[..., int]`, `Type[X]`: something with arguments in brackets. */
export class Alias extends PyObject {
  readonly kind = "alias";
  readonly origin: Value;
  readonly args: readonly Value[];
  /** Whether it was written with typing's name (`List[int]`). */
  readonly typing: boolean;

  constructor(origin: Value, args: readonly Value[], typing = false) {
    super();
    this.origin = origin;
    this.args = args;
    this.typing = typing;
  }
}

export class Union extends PyObject {
  readonly kind = "union";
  readonly args: readonly Value[];

  constructor(args: readonly Value[]) {
    super();
    this.args = args;
  }
}

export class Annotated extends PyObject {
  readonly kind = "annotated";
  readonly type: Value;
  readonly metadata: readonly Value[];

  constructor(type: Value, metadata: readonly Value[]) {
    super();
    this.type = type;
    this.metadata = metadata;
  }
}

export class LiteralType extends PyObject {
  readonly kind = "literal";
  readonly values: readonly Value[];

  constructor(values: readonly Value[]) {
    super();
    this.values = values;
  }
}

export class TypeVariable extends PyObject {
  readonly kind = "typevar";
  readonly name: string;
  readonly bound: Value | undefined;
  readonly constraints: readonly Value[];
  default: Value | undefined;

  constructor(name: string, bound: Value | undefined, constraints: readonly Value[]) {
    super();
    this.name = name;
    this.bound = bound;
    this.constraints = constraints;
  }
}

export class NewTypeValue extends PyObject {
  readonly kind = "newtype";
  readonly name: string;
  readonly supertype: Value;

  constructor(name: string, supertype: Value) {
    super();
    this.name = name;
    this.supertype = supertype;
  }
}

/** A string where a type is meant, to be looked up later. */
export class ForwardRef extends PyObject {
  readonly kind = "forward";
  readonly text: string;
  /** Where it was written, so that a doubt can point there. */
  readonly at: number;

  constructor(text: string, at: number) {
    super();
    this.text = text;
    this.at = at;
  }
}

/** `Any`, `Union`, `Optional`, `Literal`, `ClassVar`, … before any brackets. */
export class SpecialForm extends PyObject {
  readonly kind = "special";
  readonly name: string;

  constructor(name: string) {
    super();
    this.name = name;
  }
}

import type { Expr, FunctionDef, Param } from "../ast.ts";
import { PyObject, type Doubt, type Value } from "./base.ts";
import type { Native } from "./callables.ts";
import type { FieldInfo } from "./field-values.ts";
import type { Alias, TypeVariable } from "./type-values.ts";

export * from "./base.ts";
export * from "./callables.ts";
export * from "./containers.ts";
export * from "./field-values.ts";
export * from "./type-values.ts";

export class Module extends PyObject {
  readonly kind = "module";
  readonly name: string;
  readonly names = new Map<string, Value>();
  /** Path relative to the project's folder; undefined for modules of libraries. */
  readonly file: string | undefined;
  /** Answers for names that are not in `names`. */
  missing: ((name: string) => Value | undefined) | undefined;
  /** Where something in the file went wrong, so that all later names may differ. */
  doubt: Doubt | undefined;

  constructor(name: string, file?: string) {
    super();
    this.name = name;
    this.file = file;
  }
}

/** A parameter of a function object. `value` undefined: none. */
export interface Parameter {
  readonly name: string;
  readonly kind: Param["kind"];
  readonly annotation: Value | undefined;
  readonly value: Value | undefined;
  readonly file: string;
  readonly at: number;
}

/** Where names are looked up while code is followed. */
export interface Scope {
  readonly names: Map<string, Value>;
  readonly parent: Scope | undefined;
  readonly module: Module;
  readonly kind: "module" | "class" | "function";
  /** `__qualname__` of what is defined inside begins with this. */
  readonly prefix: string;
  readonly globals: Set<string>;
  readonly nonlocals: Set<string>;
}

export class Func extends PyObject {
  readonly kind = "function";
  name: string;
  qualname: string;
  doc: Value;
  module: string;
  readonly parameters: Parameter[];
  /** The annotation of what it returns, a text where it is one. */
  returns: Value | undefined;
  readonly node: FunctionDef | Extract<Expr, { k: "Lambda" }>;
  readonly scope: Scope;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  readonly attributes = new Map<string, Value>();
  /** The class whose body defines it, for `super()`. */
  owner: Class | undefined;
  /** Decorators and the like that could not be followed. */
  doubts: readonly Doubt[] = [];

  constructor(init: {
    readonly name: string;
    readonly qualname: string;
    readonly doc: Value;
    readonly module: string;
    readonly parameters: Parameter[];
    readonly node: FunctionDef | Extract<Expr, { k: "Lambda" }>;
    readonly scope: Scope;
    readonly isAsync: boolean;
    readonly isGenerator: boolean;
  }) {
    super();
    this.name = init.name;
    this.qualname = init.qualname;
    this.doc = init.doc;
    this.module = init.module;
    this.parameters = init.parameters;
    this.node = init.node;
    this.scope = init.scope;
    this.isAsync = init.isAsync;
    this.isGenerator = init.isGenerator;
  }
}

/** How instances of a class behave beyond Python's plain rules. */
export type Flavour =
  | "plain"
  | "enum"
  | "dataclass"
  | "model"
  | "v1-model"
  | "typed-dict"
  | "named-tuple"
  | "protocol"
  | "exception"
  | "opaque";

/** A field of a model, dataclass, typed dict or named tuple. */
export interface Field {
  readonly name: string;
  readonly annotation: Value;
  /** The default; undefined where there is none. */
  readonly value: Value | undefined;
  readonly factory: Value | undefined;
  readonly info: FieldInfo | undefined;
  readonly required: boolean;
  readonly init: boolean;
  readonly keywordOnly: boolean;
  readonly initOnly: boolean;
  /** Where forward references in the annotation are looked up. */
  readonly scope: Scope | undefined;
  readonly file: string;
  readonly at: number;
}

/** What instances of a library's class do; each is inherited along the bases. */
export interface Hooks {
  readonly binary?: (
    op: string,
    left: Value,
    right: Value,
    place: { readonly file: string; readonly at: number },
  ) => Value | undefined;
  readonly unary?: (op: string, value: Instance) => Value | undefined;
  readonly order?: (left: Instance, right: Instance) => number | undefined;
  readonly truth?: (value: Instance) => boolean;
  readonly format?: (value: Instance, spec: string) => string | undefined;
  readonly text?: (value: Instance) => string | undefined;
  readonly repr?: (value: Instance) => string | undefined;
  readonly hash?: (value: Instance) => string | undefined;
  readonly attribute?: (value: Instance, name: string) => Value | undefined;
  readonly item?: (value: Instance, key: Value) => Value | undefined;
  /** As pydantic writes it. */
  readonly json?: (value: Instance) => string | number | undefined;
  readonly iterate?: (value: Instance) => Value[] | undefined;
}

const none: ReadonlyMap<never, never> = new Map<never, never>();

export class Class extends PyObject {
  readonly kind = "class";
  readonly name: string;
  qualname: string;
  module: string;
  readonly bases: readonly Class[];
  readonly mro: readonly Class[];
  readonly names = new Map<string, Value>();
  flavour: Flavour = "plain";
  /** Builtins and library classes: makes an instance. */
  construct: Native | undefined;
  /** What flavours keep: fields, members, config. */
  readonly data = new Map<string, unknown>();
  hooks: Hooks = {};
  /** Members of an enum without aliases. */
  readonly members = new Map<string, Instance>();
  /** Members of an enum with aliases. */
  readonly allMembers = new Map<string, Instance>();
  /** Fields of a model, dataclass, typed dict or named tuple, inherited ones too. */
  fields: ReadonlyMap<string, Field> = none;
  /** A model's settings. */
  config: ReadonlyMap<string, Value> = none;
  typeParameters: readonly TypeVariable[] = [];
  /** What the brackets after the bases' names hold: `Generic[T]`, `Page[int]`. */
  genericBases: readonly Alias[] = [];
  /** Types for the type parameters of a generic model that was given arguments. */
  typeArguments: ReadonlyMap<TypeVariable, Value> = none;
  /** The scope of the body. */
  scope: Scope | undefined;
  doubts: readonly Doubt[] = [];
  doc: Value = null;
  readonly file: string | undefined;
  readonly at: number;

  constructor(
    name: string,
    bases: readonly Class[],
    module: string,
    place: { readonly file?: string | undefined; readonly at?: number } = {},
  ) {
    super();
    this.name = name;
    this.qualname = name;
    this.bases = bases;
    this.module = module;
    this.file = place.file;
    this.at = place.at ?? 0;
    this.mro = [this, ...linearise(bases)];
  }
}

function linearise(bases: readonly Class[]): Class[] {
  const lists = [...bases.map((base) => [...base.mro]), [...bases]].filter((list) => list.length > 0);
  const out: Class[] = [];
  while (lists.some((list) => list.length > 0)) {
    const next =
      lists.find((list) => {
        const head = list[0];
        return head !== undefined && !lists.some((other) => other.indexOf(head) > 0);
      })?.[0] ?? lists.find((list) => list.length > 0)?.[0];
    if (next === undefined) break;
    out.push(next);
    for (const list of lists) if (list[0] === next) list.shift();
  }
  return out;
}

export class Instance extends PyObject {
  readonly kind = "instance";
  readonly cls: Class;
  readonly attributes = new Map<string, Value>();
  /** The builtin value inside, for subclasses of str, int, list, … and enum members' values. */
  payload: Value | undefined;

  constructor(cls: Class, payload?: Value) {
    super();
    this.cls = cls;
    this.payload = payload;
  }
}

/** `type X = …`: the value is computed when it is looked at. */
export class TypeAlias extends PyObject {
  readonly kind = "type-alias";
  readonly name: string;
  readonly params: readonly TypeVariable[];
  readonly value: () => Value;
  readonly module: string;
  /** Where forward references inside are looked up. */
  readonly scope: Scope;

  constructor(
    name: string,
    params: readonly TypeVariable[],
    value: () => Value,
    module: string,
    scope: Scope,
  ) {
    super();
    this.name = name;
    this.params = params;
    this.value = value;
    this.module = module;
    this.scope = scope;
  }
}

/** The hook of an instance's class or of the nearest base that has it. */
export function hookOf<Name extends keyof Hooks>(value: Instance, name: Name): Hooks[Name] | undefined {
  for (const cls of value.cls.mro) {
    const hook = cls.hooks[name];
    if (hook !== undefined) return hook;
  }
  return undefined;
}

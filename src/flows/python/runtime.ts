import type { Expr } from "./ast.ts";
import type { Arguments, Class, Doubt, Instance, Module, Scope, Value } from "./values/value.ts";
import { Unknown } from "./values/value.ts";

/** A place in a source file: where a value was asked for. */
export interface Place {
  readonly file: string;
  readonly at: number;
}

/** A Python exception on its way up. */
export class PyRaise extends Error {
  override readonly name = "PyRaise";
  readonly value: Instance;
  readonly place: Place;

  constructor(value: Instance, message: string, place: Place) {
    super(message);
    this.value = value;
    this.place = place;
  }
}

/** Following the code further is not possible: what is being computed becomes unknown. Caught where a value is made. */
export class Doubtful extends Error {
  override readonly name = "Doubtful";
  readonly doubt: Doubt;

  constructor(doubt: Doubt) {
    super(doubt.message);
    this.doubt = doubt;
  }
}

/** What values and libraries may ask of the interpreter. */
export interface Runtime {
  readonly call: (fn: Value, call: Arguments) => Value;
  readonly getAttribute: (object: Value, name: string, place: Place) => Value;
  /** The attribute, or undefined where Python raises AttributeError. */
  readonly findAttribute: (object: Value, name: string, place: Place) => Value | undefined;
  readonly isInstance: (value: Value, type: Value, place: Place) => boolean;
  readonly setAttribute: (object: Value, name: string, value: Value, place: Place) => void;
  readonly setItem: (container: Value, key: Value, value: Value, place: Place) => void;
  readonly getItem: (container: Value, key: Value, place: Place) => Value;
  /** The module that a place is in. */
  readonly moduleAt: (place: Place) => Module;
  /** A name of Python's builtins. */
  readonly builtin: (name: string) => Value | undefined;
  /** A class with type arguments where that makes a new class (a generic pydantic model); undefined for other classes. */
  readonly parametrise: (base: Class, args: readonly Value[], place: Place) => Value | undefined;
  /** An annotation: evaluated, or its text where the module postpones annotations. */
  readonly annotation: (expression: Expr, scope: Scope) => Value;
  readonly evaluate: (expression: Expr, scope: Scope) => Value;
  /** Evaluates source text as an expression, as `eval` would; doubts and exceptions go up. */
  readonly evaluateText: (text: string, scope: Scope, place: Place) => Value;
  /** Evaluates a forward reference; a name that is not there becomes the given error. */
  readonly evaluateForward: (text: string, scope: Scope, place: Place, missing: () => Error) => Value;
  /** Every item of an iterable; goes up as {@link Doubtful} where that is unknown. */
  readonly iterate: (value: Value, place: Place) => Value[];
  readonly raise: (type: string, message: string, place: Place) => never;
  readonly classOf: (value: Value) => Class;
  readonly builtinClass: (name: string) => Class;
  readonly importModule: (name: string, place: Place) => Value;
  /** What a variable of the environment is; undefined when it is not set. Goes up as {@link Doubtful} when unknown. */
  readonly environment: (name: string, place: Place) => string | undefined;
  readonly setEnvironment: (name: string, value: string) => void;
  /** The module that a file of the project is. */
  readonly moduleOf: (name: string) => Module | undefined;
  /** Absolute path of the project's folder as Python sees it. */
  readonly root: string;
  /** `__name__` of the module that a place is in. */
  readonly callerModule: (place: Place) => string;
  /** Whether the Python that the flows run with is 3.`minor` or newer. */
  readonly pythonAtLeast: (minor: number) => boolean;
  /** Strings below the fields in a class's body, by field. */
  readonly attributeTexts: (cls: Class) => ReadonlyMap<string, string>;
  /** Told of every flow object when it is made: Prefect derives its parameters at that moment. */
  readonly flowMade: (flow: Instance, place: Place) => void;
  /** Counts work; goes up as {@link Doubtful} when there was too much. */
  readonly step: (place: Place) => void;
}

/** Makes an unknown value with its reason. */
export function unknown(code: Doubt["code"], message: string, place: Place, path?: string): Unknown {
  return new Unknown({ code, message, file: place.file, at: place.at }, path);
}

/** Gives up on what is being computed. */
export function giveUp(code: Doubt["code"], message: string, place: Place): never {
  throw new Doubtful({ code, message, file: place.file, at: place.at });
}

/** The place of a call. */
export function placeOf(call: Arguments): Place {
  return { file: call.file, at: call.at };
}

/** The doubt of an unknown value as something to throw. */
export function doubtOf(value: Unknown, place: Place): Doubtful {
  return new Doubtful(
    value.doubt.at === 0 && value.doubt.file === ""
      ? { ...value.doubt, file: place.file, at: place.at }
      : value.doubt,
  );
}

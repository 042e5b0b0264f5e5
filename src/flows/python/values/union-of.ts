import { equal } from "./basics.ts";
import {
  Alias,
  Annotated,
  Class,
  ForwardRef,
  LiteralType,
  NewTypeValue,
  SpecialForm,
  TypeAlias,
  TypeVariable,
  Union,
  type Value,
} from "./value.ts";

/** Whether a value is a type, so that `|` makes a union of it. */
export function isType(value: Value): boolean {
  return (
    value instanceof Class ||
    value instanceof Alias ||
    value instanceof Union ||
    value instanceof Annotated ||
    value instanceof TypeVariable ||
    value instanceof TypeAlias ||
    value instanceof NewTypeValue ||
    value instanceof LiteralType ||
    value instanceof SpecialForm ||
    value instanceof ForwardRef
  );
}

/** A union of types as Python makes it: flat, each once. */
export function unionOf(args: readonly Value[]): Value {
  const flat: Value[] = [];
  for (const arg of args) {
    for (const part of arg instanceof Union ? arg.args : [arg]) {
      if (!flat.some((other) => equal(other, part))) flat.push(part);
    }
  }
  const [only] = flat;
  return flat.length === 1 && only !== undefined ? only : new Union(flat);
}

import { typeName } from "../values/basics.ts";
import {
  Alias,
  Class,
  NewTypeValue,
  SpecialForm,
  TypeAlias,
  TypeVariable,
  Union,
  type Value,
} from "../values/value.ts";

/** A type as part of the name of a definition. */
export function typeText(type: Value): string {
  if (type === null) return "NoneType";
  if (type instanceof Class) return type.name;
  if (type instanceof Alias) return `${typeText(type.origin)}[${type.args.map(typeText).join(", ")}]`;
  if (type instanceof Union) return `Union[${type.args.map(typeText).join(", ")}]`;
  if (
    type instanceof SpecialForm ||
    type instanceof TypeVariable ||
    type instanceof NewTypeValue ||
    type instanceof TypeAlias
  )
    return type.name;
  return typeName(type);
}

/** A type as part of the name that pydantic gives to a generic model with arguments. */
export function referenceText(type: Value): string {
  if (type instanceof Alias)
    return `${referenceText(type.origin)}[${type.args.map(referenceText).join(", ")}]`;
  return typeText(type);
}

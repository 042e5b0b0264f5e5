import { Alias, Annotated, Class, FieldInfo, SpecialForm, type Field, type Value } from "../values/value.ts";

function isQualifier(origin: Value): boolean {
  return origin instanceof SpecialForm
    ? origin.name === "Final" || origin.name === "ClassVar"
    : origin instanceof Class && origin.module === "dataclasses" && origin.name === "InitVar";
}

/** The Field(…) parts of an annotation and of a default, as one. */
export function mergedInfo(field: Field): { readonly type: Value; readonly info: FieldInfo } {
  const given = new Map<string, Value>();
  const metadata: Value[] = [];
  let type = field.annotation;
  while (type instanceof Alias && isQualifier(type.origin)) type = type.args[0] ?? new SpecialForm("Any");
  if (type instanceof Annotated) {
    for (const item of type.metadata) {
      if (item instanceof FieldInfo) {
        for (const [key, value] of item.given) given.set(key, value);
        metadata.push(...item.metadata);
      } else metadata.push(item);
    }
    type = type.type;
  }
  if (field.info !== undefined) {
    for (const [key, value] of field.info.given) given.set(key, value);
    metadata.push(...field.info.metadata);
  }
  return { type, info: new FieldInfo(given, metadata) };
}

import { cleanDoc } from "../docstring.ts";
import type { Place } from "../runtime.ts";
import { Instance } from "../values/value.ts";
import type { Core, Draft } from "./core.ts";
import { encode } from "./encode.ts";
import { sharedType } from "./json-parts.ts";

/** The schema of an enum: its values, and their type when they share one. */
export function enumSchema(core: Core, place: Place): Draft {
  const { cls } = core;
  if (cls === undefined) return {};
  const values = (core.values ?? []).map((member) =>
    encode(member instanceof Instance ? (member.attributes.get("_value_") ?? null) : member, place),
  );
  const out: Draft = { title: cls.name, enum: values };
  const description = typeof cls.doc === "string" && cls.doc !== "" ? cleanDoc(cls.doc) : "";
  if (description !== "" && description !== "An enumeration.") out["description"] = description;
  const type = sharedType(values);
  if (type !== undefined && type !== "null") out["type"] = type;
  return out;
}

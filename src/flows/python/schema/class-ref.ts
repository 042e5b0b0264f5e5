import { identity } from "../values/basics.ts";
import type { Class, Value } from "../values/value.ts";
import type { Ref } from "./core.ts";
import { typeKey, typeText } from "./type-text.ts";

/** What a class is called among the definitions. */
export function refOf(cls: Class): Ref {
  return named(cls, "", "");
}

/** What a generic class with these arguments is called among the definitions. */
export function typeRef(cls: Class, args: readonly Value[]): Ref {
  return args.length === 0
    ? refOf(cls)
    : named(cls, `[${args.map(typeText).join(",")}]`, `[${args.map(typeKey).join(",")}]`);
}

function named(cls: Class, args: string, key: string): Ref {
  return {
    id: `${String(identity(cls))}${key}`,
    short: `${cls.name}${args}`,
    long: `${cls.module}.${cls.qualname}${args}`,
  };
}

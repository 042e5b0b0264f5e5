import { identity } from "../values/basics.ts";
import type { Class } from "../values/value.ts";
import type { Ref } from "./core.ts";

/** What a class is called among the definitions. */
export function refOf(cls: Class, args = ""): Ref {
  return {
    id: `${String(identity(cls))}${args}`,
    short: `${cls.name}${args}`,
    long: `${cls.module}.${cls.qualname}${args}`,
  };
}

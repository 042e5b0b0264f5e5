import { Doubtful } from "../runtime.ts";
import { Unknown, type Value } from "../values/value.ts";

export function known(value: Value): Value {
  if (value instanceof Unknown) throw new Doubtful(value.doubt);
  return value;
}

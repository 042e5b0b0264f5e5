import { signatureOf } from "../signature.ts";
import { dictOf } from "../values/basics.ts";
import { giveUp, PyRaise } from "../runtime.ts";
import { BoundMethod, Func, List, type Class, type Value } from "../values/value.ts";
import type { TypeContext } from "./context.ts";
import type { Core, Draft, DraftValue } from "./core.ts";
import { encode } from "./encode.ts";

/** Whether JSON is an object. */
export function isDraft(value: DraftValue): value is Draft {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

/** JSON as Python has it. */
export function draftToValue(draft: DraftValue): Value {
  if (Array.isArray(draft)) return new List(draft.map(draftToValue));
  return isDraft(draft)
    ? dictOf(Object.entries(draft).map(([key, value]) => [key, draftToValue(value)]))
    : draft;
}

/** `json_schema_extra`: a dict as it is; a function as what it does to the finished JSON of a field or of a class. */
export function extraOf(
  context: TypeContext,
  extra: Value | undefined,
  cls?: Class,
): Pick<Core, "extra" | "rework"> {
  if (extra === undefined) return {};
  if (!(extra instanceof Func || extra instanceof BoundMethod)) return { extra };
  const { runtime, place } = context;
  const rework = (draft: Draft): Draft => {
    const schema = draftToValue(draft);
    const withClass = cls !== undefined && signatureOf(runtime, extra, place).parameters.length > 1;
    try {
      runtime.call(extra, { args: withClass ? [schema, cls] : [schema], kwargs: new Map(), ...place });
    } catch (thrown) {
      if (!(thrown instanceof PyRaise)) throw thrown;
      return giveUp("unknown-type", `json_schema_extra raises ${thrown.value.cls.name}`, place);
    }
    const made = encode(schema, place);
    return isDraft(made) ? made : draft;
  };
  return { rework };
}

/** The title that a function of the settings gives. */
export function generatedTitle(context: TypeContext, generator: Value, args: readonly Value[]): string {
  const { runtime, place } = context;
  try {
    const title = runtime.call(generator, { args, kwargs: new Map(), ...place });
    if (typeof title === "string") return title;
  } catch (thrown) {
    if (!(thrown instanceof PyRaise)) throw thrown;
  }
  return giveUp("unknown-type", "a title generator", place);
}

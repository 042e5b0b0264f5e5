import { problem } from "../errors/diagnostics.ts";
import { MetaPrefectError, isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Origin } from "../interfaces/diagnostic.ts";
import type { Decorator, Layer } from "../interfaces/flow-builder.ts";
import { makeDecorator } from "./make-decorator.ts";

/**
 * Makes the decorator of a recipe's layers, each with the place where a person wrote the recipe; every error gets it
 * too. Without a place, which is the case in code, all is left as it is.
 */
export function located(
  recipeName: string,
  origin: Origin | undefined,
  make: () => readonly Layer[],
): Decorator {
  if (origin === undefined) return makeDecorator(make());
  try {
    return makeDecorator(make().map(({ builder }) => ({ builder, origin })));
  } catch (thrown) {
    throw atOrigin(recipeName, origin, thrown);
  }
}

function atOrigin(recipeName: string, origin: Origin, thrown: unknown): MetaPrefectError {
  const known = isMetaPrefectError(thrown);
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  const message = `recipe "${recipeName}": ${text}`;
  const hint = known ? thrown.hint : undefined;
  const code = known ? thrown.code : "recipe-failed";
  return new MetaPrefectError(code, message, {
    hint,
    cause: thrown,
    diagnostics: [
      problem(code, message, { location: origin.location, ...(hint === undefined ? {} : { hint }) }),
    ],
  });
}

import type { z } from "zod";
import { problem } from "../errors/diagnostics.ts";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic, Origin } from "../interfaces/diagnostic.ts";
import { describeIssues } from "../util/describe-issues.ts";

/**
 * Validates what a recipe was called with and answers the checked variables, defaults filled in.
 *
 * @throws MetaPrefectError `invalid-variables` with one diagnostic for each mistake.
 */
export function checkVariables<Schema extends z.ZodType>(
  recipeName: string,
  schema: Schema,
  input: unknown,
  origin?: Origin,
): z.output<Schema> {
  const given = input ?? {};
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const diagnostics = describeIssues(result.error.issues, given, schema).map(
    ({ path, message, hint }): Diagnostic => {
      const at = ["variables", ...path].join(".");
      const location = origin?.locate(at) ?? origin?.location;
      return problem("invalid-variables", `recipe "${recipeName}": ${at}: ${message}`, {
        ...(hint === undefined ? {} : { hint }),
        ...(location === undefined ? {} : { location }),
      });
    },
  );
  throw new MetaPrefectError("invalid-variables", summary(diagnostics), {
    hint: diagnostics[0]?.hint ?? `meta-prefect recipes show ${recipeName} prints its variables`,
    cause: result.error,
    diagnostics,
  });
}

function summary(diagnostics: readonly Diagnostic[]): string {
  const first = diagnostics[0]?.message ?? "";
  return diagnostics.length < 2 ? first : `${first} (and ${String(diagnostics.length - 1)} more)`;
}

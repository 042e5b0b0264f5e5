import { isMetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Finding } from "../../interfaces/look-actions.ts";

/** What a check found that could not be made: what went wrong, and its next step. Anything unexpected is thrown on. */
export function failureFinding(check: string, state: "warning" | "error", thrown: unknown): Finding {
  if (!isMetaPrefectError(thrown)) throw thrown;
  const { message, hint } = thrown;
  return { check, state, message, ...(hint !== undefined && { hint }) };
}

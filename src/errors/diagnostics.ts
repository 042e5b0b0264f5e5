import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Code } from "./codes.ts";
import { redact } from "./redact.ts";

/** Makes an error diagnostic; the code must be in the table. */
export function problem(
  code: Code,
  message: string,
  rest: Omit<Diagnostic, "severity" | "code" | "message"> = {},
): Diagnostic {
  return { severity: "error", code, message: redact(message), ...rest };
}

/** Makes a warning; the code must be in the table. */
export function warning(
  code: Code,
  message: string,
  rest: Omit<Diagnostic, "severity" | "code" | "message"> = {},
): Diagnostic {
  return { severity: "warning", code, message: redact(message), ...rest };
}

/** Whether anything in the list forbids going on. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

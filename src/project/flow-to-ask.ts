import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Flow, InspectMode } from "../interfaces/flow.ts";
import type { FlowReading } from "../interfaces/project.ts";

/** Codes that say that the source does not tell, not that the flow is wrong. */
const unknowable: ReadonlySet<string> = new Set([
  "import-fails",
  "unknown-package",
  "unknown-value",
  "unknown-environment",
  "unknown-type",
  "unknown-decorator",
  "newer-python",
  "too-much-work",
  "reader-failed",
]);
/** Codes about which Prefect would say the same. */
const certain: ReadonlySet<string> = new Set(["invalid-entrypoint", "no-such-file"]);

/**
 * A stand-in for a flow of which the source tells nothing, with the diagnostics as its reasons, when Prefect itself may
 * know it: in mode `auto` where reading came to an end without an answer, in mode `python` also where it says no.
 */
export function flowToAsk(entrypoint: string, reading: FlowReading, mode: InspectMode): Flow | undefined {
  const { flow, diagnostics } = reading;
  if (flow || diagnostics.length === 0 || mode === "static") return undefined;
  const isOpen = ({ code }: Diagnostic): boolean =>
    mode === "python" ? !certain.has(code) : unknowable.has(code);
  return diagnostics.every(isOpen) ? unreadFlow(entrypoint, diagnostics) : undefined;
}

/** The stand-in: a flow of which nothing is known. */
export function unreadFlow(entrypoint: string, diagnostics: readonly Diagnostic[]): Flow {
  const colon = entrypoint.lastIndexOf(":");
  const file = entrypoint.slice(0, colon);
  const start = { file, line: 1, column: 1 };
  return {
    language: "python",
    entrypoint,
    name: "",
    description: null,
    version: null,
    parameterSchema: { title: "Parameters", type: "object", properties: {}, required: [], definitions: {} },
    options: {},
    digest: "",
    location: diagnostics[0]?.location ?? start,
    reasons: diagnostics.map(({ code, message, location = start }) => ({ code, message, location })),
  };
}

/** Whether a diagnostic says that the source does not tell. */
export function isUnknowable({ code }: Pick<Diagnostic, "code">): boolean {
  return unknowable.has(code);
}

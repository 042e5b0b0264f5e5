import { warning } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";

/** A deployment whose runs nobody takes, and why. */
export interface Unserved {
  /** `flow/deployment`. */
  readonly name: string;
  readonly reasons: readonly string[];
}

/** One warning for each reason: where a pool has no worker, all its deployments say the same. */
export function unservedWarnings(unserved: readonly Unserved[]): readonly Diagnostic[] {
  const groups = new Map<string, readonly string[]>();
  for (const { name, reasons } of unserved) {
    const reason = reasons.join(", ");
    groups.set(reason, [...(groups.get(reason) ?? []), name]);
  }
  return [...groups].map(([reason, names]) =>
    warning("nobody-picks-up", `nobody takes the runs of ${listed(names)}: ${reason}`, {
      hint: "start a worker (`meta-prefect worker start`, or where the pool's runs belong); `status` shows it",
    }),
  );
}

/** The first names, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.length > 4 ? 3 : names.length;
  const more = names.length > shown ? ` and ${String(names.length - shown)} more` : "";
  return `${names.slice(0, shown).join(", ")}${more}`;
}

import { problem, warning } from "../errors/diagnostics.ts";
import type { Deployment } from "../interfaces/deployment.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import type { Layer } from "../interfaces/flow-builder.ts";
import type { GuardContext, GuardedDeployment } from "../interfaces/guard.ts";
import type { ProjectEntry } from "../interfaces/project.ts";
import type { BuildFacts, Folded } from "./fold.ts";

/** A deployment that was folded, and the entry that it is of. */
export interface FoldedEntry {
  readonly entry: ProjectEntry;
  readonly folded: Folded;
}

/** Lets the guards of a project look at all deployments of a run; what they say is at the place that they mean. */
export function runGuards(
  guards: readonly Layer[],
  all: readonly FoldedEntry[],
  facts: Pick<BuildFacts, "project" | "now">,
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const places = new Map<GuardedDeployment, FoldedEntry>(
    all.map((one) => [{ deployment: one.folded.deployment, environment: one.entry.environment }, one]),
  );
  for (const { builder, origin } of guards) {
    const { name, check } = builder;
    const say =
      (make: typeof problem): GuardContext["fail"] =>
      (on, message, { at, hint } = {}) => {
        const place = places.get(on);
        const location = (place && locate(place, at)) ?? origin?.location;
        const whose = `${nameOf(on.deployment)}: `;
        diagnostics.push(
          make("policy-broken", `${whose}${message} (policy ${name})`, {
            ...(hint !== undefined && { hint }),
            ...(location !== undefined && { location }),
          }),
        );
      };
    try {
      const { project, now } = facts;
      check?.([...places.keys()], { project, now, fail: say(problem), warn: say(warning) });
    } catch (thrown) {
      const message = thrown instanceof Error ? thrown.message : String(thrown);
      const location = origin?.location;
      diagnostics.push(
        problem("builder-failed", `policy ${name} threw: ${message}`, {
          ...(location !== undefined && { location }),
        }),
      );
    }
  }
  return diagnostics;
}

/** Where the layer that set a field is, else the entry. */
function locate({ entry, folded }: FoldedEntry, at: string | undefined): Location {
  const layer = at === undefined ? undefined : folded.trace.get(at);
  return layer?.origin?.location ?? entry.origin?.location ?? entry.flow.location;
}

function nameOf({ flow, name }: Deployment): string {
  return `${flow.name}/${name}`;
}

import type { CompareContext, Finding } from "../interfaces/driver.ts";
import { ownerInDescription, sameOwner } from "../util/ownership.ts";

/** Why a thing that carries its owner in its description may not be touched; undefined when it may. */
export function ownershipFinding(
  kind: string,
  name: string,
  description: string | null,
  context: CompareContext,
): Finding | undefined {
  const owner = ownerInDescription(description);
  if (owner === undefined) {
    if (context.adopt) return undefined;
    return {
      code: "not-ours",
      message: `${kind} ${name} exists and nobody's mark is on it`,
      hint: `deploy --adopt takes it over; or name it without declaring it`,
    };
  }
  if (sameOwner(owner, context.owner)) return undefined;
  return {
    code: "owned-by-another",
    message: `${kind} ${name} belongs to project ${owner.project}, environment ${owner.environment}`,
    hint: "choose another name, or name it without declaring it",
  };
}

import type { CompareContext, Finding, Owner } from "../interfaces/driver.ts";
import { sameOwner } from "../util/ownership.ts";

/** A thing that exists, and what else its reader can do about it. */
export interface OwnedThing {
  readonly kind: string;
  readonly name: string;
  /** Whose mark it carries; undefined when there is none. */
  readonly owner: Owner | undefined;
  /** Besides `--adopt`, where nobody's mark is on it. */
  readonly ifUnowned: string;
  /** Where it belongs to another. */
  readonly ifForeign: string;
}

/** Why an existing thing may not be touched; undefined when it may. */
export function ownershipFinding(thing: OwnedThing, context: CompareContext): Finding | undefined {
  const { kind, name, owner, ifUnowned, ifForeign } = thing;
  if (owner === undefined) {
    if (context.adopt) return undefined;
    return {
      code: "not-ours",
      message: `${kind} ${name} exists and nobody's mark is on it`,
      hint: `deploy --adopt takes it over; or ${ifUnowned}`,
    };
  }
  if (sameOwner(owner, context.owner)) return undefined;
  const ours = owner.project === context.owner.project;
  return {
    code: "owned-by-another",
    message: `${kind} ${name} belongs to project ${owner.project}, environment ${owner.environment}`,
    hint: ours
      ? `put \${env} into its name, so that each environment has its own; or ${ifForeign}`
      : ifForeign,
  };
}

/** The same for what carries its owner in its description and can also be used without being declared. */
export function describedOwnershipFinding(
  thing: Pick<OwnedThing, "kind" | "name" | "owner">,
  context: CompareContext,
): Finding | undefined {
  const ifUnowned = "name it without declaring it";
  return ownershipFinding(
    { ...thing, ifUnowned, ifForeign: `choose another name, or ${ifUnowned}` },
    context,
  );
}

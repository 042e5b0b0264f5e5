import { problem } from "../errors/diagnostics.ts";
import type { Component } from "../interfaces/component.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Json } from "../interfaces/json.ts";
import type { OwnedComponent } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";
import { sameOwner } from "../util/ownership.ts";
import { equalJson } from "../util/stable-json.ts";

/** A component that is wanted, and the entry that wants it where it is not declared by itself. */
export interface WantedComponent extends OwnedComponent {
  readonly near?: Diagnostic["location"];
}

/**
 * One component for each key, with everything that it requires. What one entry declares as ours and another only
 * names is ours; two declarations that differ are a conflict.
 */
export function mergeComponents(wanted: readonly WantedComponent[]): {
  readonly merged: ReadonlyMap<string, OwnedComponent>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const merged = new Map<string, WantedComponent>();
  const diagnostics: Diagnostic[] = [];
  const add = (owned: WantedComponent): void => {
    const { component, owner } = owned;
    const near = owned.location ?? owned.near;
    for (const needed of component.requires) add({ component: needed, owner, near });
    const key = componentKey(component);
    const known = merged.get(key);
    if (known === undefined || (known.component.external === true && component.external !== true)) {
      merged.set(key, owned);
    } else if (component.external !== true && !sameSpec(known.component, component)) {
      diagnostics.push(
        problem(
          "component-conflict",
          `${component.kind} ${component.name} is declared twice with different settings`,
          {
            ...placeOf(owned, known),
            hint: "give the two different names, or the same settings",
          },
        ),
      );
    } else if (
      !shareable.has(component.kind) &&
      component.external !== true &&
      !sameOwner(known.owner, owner)
    ) {
      const environments = [known.owner.environment, owner.environment];
      diagnostics.push({ ...shared(component, environments), ...placeOf(owned, known) });
    }
  };
  wanted.forEach(add);
  return { merged, diagnostics };
}

/** Kinds of which a thing may serve several environments; any other belongs to one. Deployments are told apart before. */
const shareable = new Set(["flow", "storage", "image", "worker", "deployment"]);

function placeOf(...declared: readonly WantedComponent[]): Pick<Diagnostic, "location"> {
  const [location] = declared.flatMap((one) => one.location ?? one.near ?? []);
  return location === undefined ? {} : { location };
}

/** It would be made for one of them, and a deploy of the other one alone would then refuse it. */
function shared({ kind, name }: Component, environments: readonly string[]): Diagnostic {
  return problem(
    "component-conflict",
    `${kind} ${name} is declared for the environments ${environments.join(" and ")}`,
    {
      hint: "put the environment into its name, or declare it in one environment and only name it in the other",
    },
  );
}

function sameSpec(a: Component, b: Component): boolean {
  return a.spec === b.spec || equalJson(a.spec as Json, b.spec as Json);
}

import type { Component } from "../interfaces/component.ts";
import type { Build } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";

/** A component and everything that it needs at whatever depth, by key. */
export type NeedsOf = (component: Component) => ReadonlyMap<string, Component>;

/** Says what components need. What one only names is looked up in the build, where it may be declared. */
export function needsIn(build: Build): NeedsOf {
  const declared = new Map(build.components.map(({ component }) => [componentKey(component), component]));
  return (component) => {
    const found = new Map<string, Component>();
    const need = (one: Component): void => {
      const key = componentKey(one);
      if (found.has(key)) return;
      const known = declared.get(key) ?? one;
      found.set(key, known);
      known.requires.forEach(need);
    };
    need(component);
    return found;
  };
}

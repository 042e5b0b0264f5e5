import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { OwnedComponent } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";

/**
 * Components so that each stands behind what it requires, otherwise in the order of the input.
 *
 * @throws MetaPrefectError `dependency-cycle`
 */
export function inDependencyOrder(
  components: ReadonlyMap<string, OwnedComponent>,
): readonly OwnedComponent[] {
  const ordered: OwnedComponent[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (key: string, path: readonly string[]): void => {
    const owned = components.get(key);
    if (owned === undefined || state.get(key) === "done") return;
    if (state.get(key) === "open") {
      const circle = [...path.slice(path.indexOf(key)), key].join(" -> ");
      throw new MetaPrefectError("dependency-cycle", `components require each other: ${circle}`, {
        hint: "take one of these requirements away",
      });
    }
    state.set(key, "open");
    for (const needed of owned.component.requires) visit(componentKey(needed), [...path, key]);
    state.set(key, "done");
    ordered.push(owned);
  };
  for (const key of components.keys()) visit(key, []);
  return ordered;
}

import picomatch from "picomatch";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Component } from "../interfaces/component.ts";
import type { Build, OwnedComponent } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";
import { candidatesHint } from "../util/did-you-mean.ts";

/**
 * The part of a build that some deployments need. A selector is a flow's name, `flow/deployment`, or a glob of either;
 * no selector selects all.
 *
 * @throws MetaPrefectError `no-match` for a selector that matches nothing
 */
export function select(build: Build, selectors: readonly string[]): Build {
  if (selectors.length === 0) return build;
  const deployments = build.components.filter(({ component }) => component.kind === "deployment");
  const chosen = new Set(
    selectors.flatMap((selector) => {
      const matches = deployments.filter(({ component }) => selectorMatcher(selector)(component.name));
      if (matches.length === 0) throw noMatch(selector, deployments);
      return matches;
    }),
  );
  const needed = new Set<string>();
  const need = (component: Component): void => {
    const key = componentKey(component);
    if (needed.has(key)) return;
    needed.add(key);
    component.requires.forEach(need);
  };
  for (const { component } of chosen) need(component);
  const components = build.components.filter(
    ({ component }) =>
      needed.has(componentKey(component)) ||
      (component.kind === "worker" && component.requires.every((pool) => needed.has(componentKey(pool)))),
  );
  return { ...build, components };
}

/** Matches `flow/deployment` names; a selector without a slash is about the flow's name. */
export function selectorMatcher(selector: string): (name: string) => boolean {
  const matches = picomatch(selector.includes("/") ? selector : `${selector}/*`, { dot: true });
  return (name) => name === selector || matches(name);
}

function noMatch(selector: string, deployments: readonly OwnedComponent[]): MetaPrefectError {
  const names = deployments.map(({ component }) => component.name);
  const flows = [...new Set(names.map((name) => name.slice(0, name.indexOf("/"))))];
  return new MetaPrefectError("no-match", `nothing is declared that matches ${JSON.stringify(selector)}`, {
    hint: candidatesHint(selector, selector.includes("/") ? names : flows),
  });
}

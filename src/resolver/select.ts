import picomatch from "picomatch";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Component, DeploymentSpec } from "../interfaces/component.ts";
import type { Build, OwnedComponent } from "../interfaces/plan.ts";
import { componentKey } from "../util/component-key.ts";
import { isDeclaredDeployment } from "../util/declared-deployment.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { needsIn } from "./needs.ts";

/** Which deployments a run is about; each part narrows what the others leave. */
export interface Selection {
  /** A flow's name, `flow/deployment`, or globs of either; empty: all. */
  readonly selectors?: readonly string[] | undefined;
  /** Tags of which a deployment must have one; empty: any. */
  readonly tags?: readonly string[] | undefined;
  /** Names (`flow/deployment`) to which it is limited. @default no limit */
  readonly among?: ReadonlySet<string> | undefined;
}

/**
 * The part of a build that some deployments need, with what is about them alone: an automation is taken when every
 * declared deployment that it requires is, and then with all else that it requires.
 *
 * @throws MetaPrefectError `no-match` for a selector or a tag that matches nothing
 */
export function select(build: Build, { selectors = [], tags = [], among }: Selection): Build {
  if (selectors.length === 0 && tags.length === 0 && among === undefined) return build;
  const deployments = build.components.filter(({ component }) => isDeclaredDeployment(component));
  const named = new Set(
    selectors.flatMap((selector) => {
      const matches = deployments.filter(({ component }) => selectorMatcher(selector)(component.name));
      if (matches.length === 0) throw noMatch(selector, deployments);
      return matches;
    }),
  );
  const tagged = new Set(tags.flatMap((tag) => withTag(tag, deployments)));
  const chosen = deployments.filter(
    (one) =>
      (selectors.length === 0 || named.has(one)) &&
      (tags.length === 0 || tagged.has(one)) &&
      (among === undefined || among.has(one.component.name)),
  );
  if (chosen.length === 0 && selectors.length > 0 && tags.length > 0) throw nothingLeft(selectors, tags);
  const needsOf = needsIn(build);
  const needed = new Set(chosen.flatMap(({ component }) => [...needsOf(component).keys()]));
  const followers = build.components
    .map(({ component }) => needsOf(component))
    .filter((needs) => isFollower(needs, needed));
  for (const needs of followers) for (const key of needs.keys()) needed.add(key);
  const components = build.components.filter(
    ({ component }) =>
      needed.has(componentKey(component)) ||
      (component.kind === "worker" && component.requires.every((pool) => needed.has(componentKey(pool)))),
  );
  return { ...build, components };
}

/** Whether something, such as an automation, is about declared deployments, and about none that is left out. */
function isFollower(needs: ReadonlyMap<string, Component>, taken: ReadonlySet<string>): boolean {
  const [itself] = needs.values();
  if (itself === undefined || itself.kind === "deployment") return false;
  const about = [...needs.values()].filter(isDeclaredDeployment);
  return about.length > 0 && about.every((deployment) => taken.has(componentKey(deployment)));
}

/** Matches `flow/deployment` names; a selector without a slash is about the flow's name. */
export function selectorMatcher(selector: string): (name: string) => boolean {
  const matches = picomatch(selector.includes("/") ? selector : `${selector}/*`, { dot: true });
  return (name) => name === selector || matches(name);
}

/** Deployments that declare a tag. */
function withTag(tag: string, deployments: readonly OwnedComponent[]): readonly OwnedComponent[] {
  const tagsOf = ({ component }: OwnedComponent): readonly unknown[] => {
    const { tags } = (component.spec as DeploymentSpec).fields;
    return Array.isArray(tags) ? tags : [];
  };
  const found = deployments.filter((one) => tagsOf(one).includes(tag));
  if (found.length > 0) return found;
  const known = new Set(deployments.flatMap(tagsOf).filter((one) => typeof one === "string"));
  throw new MetaPrefectError("no-match", `no declared deployment has the tag ${JSON.stringify(tag)}`, {
    hint: candidatesHint(tag, [...known]),
  });
}

function nothingLeft(selectors: readonly string[], tags: readonly string[]): MetaPrefectError {
  const message = `nothing that matches ${selectors.join(", ")} has the tag ${tags.join(" or ")}`;
  return new MetaPrefectError("no-match", message, { hint: "a selector and a tag narrow each other" });
}

function noMatch(selector: string, deployments: readonly OwnedComponent[]): MetaPrefectError {
  const names = deployments.map(({ component }) => component.name);
  const flows = [...new Set(names.map((name) => name.slice(0, name.indexOf("/"))))];
  return new MetaPrefectError("no-match", `nothing is declared that matches ${JSON.stringify(selector)}`, {
    hint: candidatesHint(selector, selector.includes("/") ? names : flows),
  });
}

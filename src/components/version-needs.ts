import coerce from "semver/functions/coerce.js";
import lt from "semver/functions/lt.js";
import { problem } from "../errors/diagnostics.ts";
import type { AutomationSpec } from "../interfaces/automation.ts";
import type { Component, DeploymentSpec } from "../interfaces/component.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { JsonObject } from "../interfaces/json.ts";
import type { Build, OwnedComponent } from "../interfaces/plan.ts";
import { isObject } from "../util/stable-json.ts";

/** Something that servers before a version refuse, or drop without a word. */
interface Need {
  readonly kind: string;
  /** As messages name it. */
  readonly what: string;
  /** The first version that knows it, by the released packages; the suite of older servers shows both sides. */
  readonly since: string;
  readonly isUsed: (component: Component) => boolean;
  /** Where the deployment declares it, as a path of `because`. */
  readonly path?: string;
  /** The declaration without it, where that does the same otherwise; absent: it is refused. */
  readonly without?: (component: Component) => Component;
}

const needs: readonly Need[] = [
  {
    kind: "deployment",
    what: "concurrency_options.grace_period_seconds",
    since: "3.6.6",
    isUsed: ({ spec }) => {
      const options = (spec as DeploymentSpec).fields["concurrency_options"];
      return isObject(options) && options["grace_period_seconds"] !== undefined;
    },
    path: "concurrency_options",
    without: (component) => {
      const spec = component.spec as DeploymentSpec;
      const { fields, remembered } = spec;
      const less = {
        fields: withoutGracePeriod(fields),
        ...(remembered !== undefined && { remembered: withoutGracePeriod(remembered) }),
      };
      return { ...component, spec: { ...spec, ...less } };
    },
  },
  {
    kind: "automation",
    what: "force of the action change-flow-run-state",
    since: "3.6.11",
    isUsed: ({ spec }) => {
      const { actions, actionsOnTrigger = [], actionsOnResolve = [] } = spec as AutomationSpec;
      return [...actions, ...actionsOnTrigger, ...actionsOnResolve].some(
        (action) => action.type === "change-flow-run-state" && action.force === true,
      );
    },
  },
  {
    kind: "automation",
    what: "the tags of an automation, which say whose it is",
    since: "3.4.7",
    isUsed: () => true,
  },
];

/** A build as a server takes it, and what is to be said about the difference. */
interface Suited {
  readonly build: Build;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the project declares for a server of this version. What the server does not know is left out with a warning where
 * all else then works as declared, and refused otherwise, so that nothing is dropped in silence. Prefect Cloud always knows all.
 */
export function suitedTo(build: Build, version: string): Suited {
  const diagnostics: Diagnostic[] = [];
  const components = build.components.map((owned): OwnedComponent => {
    let { component } = owned;
    for (const need of needs) {
      const { kind, since, isUsed, without } = need;
      if (component.kind !== kind || component.external === true) continue;
      if (!isOlder(version, since) || !isUsed(component)) continue;
      diagnostics.push(finding(need, owned, version));
      if (without !== undefined) component = without(component);
    }
    return component === owned.component ? owned : { ...owned, component };
  });
  return diagnostics.length === 0 ? { build, diagnostics } : { build: { ...build, components }, diagnostics };
}

function finding(
  { kind, what, since, path, without }: Need,
  { component: { name, spec }, location }: OwnedComponent,
  version: string,
): Diagnostic {
  const { because, location: own } = spec as Partial<DeploymentSpec>;
  const place = (path === undefined ? undefined : because?.[path]?.location) ?? own ?? location;
  const details = { hint: "upgrade the server, or do not declare it", ...(place && { location: place }) };
  if (without === undefined) {
    const message = `${kind} ${name} needs Prefect ${since} for ${what}; the server has ${version}`;
    return problem("unsupported-by-server", message, details);
  }
  const message = `${what} of ${kind} ${name} is left out: it needs Prefect ${since}, and the server has ${version}`;
  return { ...problem("left-out-for-server", message, details), severity: "warning" };
}

function withoutGracePeriod({ concurrency_options: options, ...rest }: JsonObject): JsonObject {
  if (!isObject(options)) return rest;
  const { grace_period_seconds: _left, ...known } = options;
  return Object.keys(known).length === 0 ? rest : { ...rest, concurrency_options: known };
}

/** A release candidate has what the release has; what has no version, as Prefect Cloud, has all. */
function isOlder(version: string, than: string): boolean {
  const have = coerce(version);
  return have !== null && lt(have, than);
}

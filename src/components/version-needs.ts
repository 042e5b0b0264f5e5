import { problem } from "../errors/diagnostics.ts";
import type { Component, DeploymentSpec } from "../interfaces/component.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Json } from "../interfaces/json.ts";
import type { Build } from "../interfaces/plan.ts";
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
}

const needs: readonly Need[] = [
  {
    kind: "deployment",
    what: "concurrency_options.grace_period_seconds",
    since: "3.6.6",
    isUsed: ({ spec }) => {
      const options: Json | undefined = (spec as DeploymentSpec).fields["concurrency_options"];
      return isObject(options) && options["grace_period_seconds"] !== undefined;
    },
    path: "concurrency_options",
  },
  {
    kind: "automation",
    what: "the tags of an automation, which say whose it is",
    since: "3.4.7",
    isUsed: () => true,
  },
];

/**
 * What the project declares and a server of this version does not know: an error each, so that nothing is dropped in
 * silence. Prefect Cloud always knows all.
 */
export function unsupported(build: Build, version: string): readonly Diagnostic[] {
  return build.components.flatMap(({ component, location }) =>
    needs.flatMap(({ kind, what, since, isUsed, path }) => {
      if (component.kind !== kind || component.external === true) return [];
      if (!isOlder(version, since) || !isUsed(component)) return [];
      const { because, location: own } = component.spec as Partial<DeploymentSpec>;
      const place = (path === undefined ? undefined : because?.[path]?.location) ?? own ?? location;
      const message = `${kind} ${component.name} needs Prefect ${since} for ${what}; the server has ${version}`;
      const hint = "upgrade the server, or do not declare it";
      return [problem("unsupported-by-server", message, { hint, ...(place && { location: place }) })];
    }),
  );
}

function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): readonly number[] =>
    (/^(\d+)\.(\d+)\.(\d+)/.exec(text) ?? []).slice(1).map(Number);
  const [have, want] = [numbers(version), numbers(than)];
  if (have.length < 3) return false;
  const place = want.findIndex((number, index) => number !== have[index]);
  return place >= 0 && (have[place] ?? 0) < (want[place] ?? 0);
}

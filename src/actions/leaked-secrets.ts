import { leafOf, leavesIn } from "../components/block/secret-leaves.ts";
import { problem } from "../errors/diagnostics.ts";
import { rememberSecret } from "../errors/redact.ts";
import type { DeploymentSpec } from "../interfaces/component.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import type { Build } from "../interfaces/plan.ts";
import { isObject } from "../util/stable-json.ts";

/** Shorter texts turn up by chance. */
const shortest = 8;

/**
 * Secrets that stand written out beside the block they belong to, however they came there: a code module reads the
 * environment by itself. Only secrets from environment variables are looked for, since no others are at hand.
 */
export function leakedSecrets(
  { components }: Build,
  env: Readonly<Record<string, string | undefined>>,
): readonly Diagnostic[] {
  const secrets = new Map<string, string>();
  for (const { component } of components) {
    if (component.kind !== "block") continue;
    const { fields = {} } = component.spec as { readonly fields?: JsonObject };
    for (const leaf of leavesIn(fields).values()) {
      const known = leafOf(leaf);
      if (known === undefined || !("$secret" in known) || !("env" in known.$secret)) continue;
      const value = env[known.$secret.env] ?? "";
      if (value.length >= shortest) secrets.set(value, known.$secret.env);
    }
  }
  if (secrets.size === 0) return [];
  return components.flatMap(({ component, location }) => {
    const { because: _because, location: own, ...spec } = component.spec as Partial<DeploymentSpec>;
    const place = location ?? own;
    return placesOf(spec as JsonObject, secrets).map(([path, variable]) =>
      problem(
        "secret-in-deployment",
        `${component.kind} ${component.name} has what ${variable} holds written out in ${path}, where everybody can read it`,
        {
          hint: "put it into a block of type secret and write {{ prefect.blocks.secret.NAME }}, which the worker replaces when the flow runs",
          ...(place !== undefined && { location: place }),
        },
      ),
    );
  });
}

/** Dotted paths of texts that have a secret in them, with the name of its variable. */
function placesOf(
  value: Json | undefined,
  secrets: ReadonlyMap<string, string>,
  at: readonly string[] = [],
): readonly (readonly [path: string, variable: string])[] {
  if (typeof value === "string") {
    const found = [...secrets].find(([secret]) => value.includes(secret));
    if (found === undefined) return [];
    // Other mistakes may quote the value.
    rememberSecret(found[0]);
    return [[at.join("."), found[1]]];
  }
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => placesOf(item, secrets, [...at, String(index)]));
  if (!isObject(value) || "$plain" in value) return [];
  return Object.entries(value).flatMap(([key, item]) => placesOf(item, secrets, [...at, key]));
}

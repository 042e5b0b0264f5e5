import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";

const hint =
  "put it into a block of type secret and write {{ prefect.blocks.secret.NAME }}, which the worker replaces when the flow runs";

/** Secrets in a deployment, where Prefect would show them to everybody who may see the deployment. */
export function secretFindings(spec: DeploymentSpec): readonly Finding[] {
  const { fields, schedules = [] } = spec;
  const parameters = schedules.map(({ slug, parameters: own = {} }) => [`schedules.${slug}`, own] as const);
  return [...Object.entries(fields), ...parameters].flatMap(([field, value]) =>
    secretsIn(value).map((below): Finding => {
      // Asked for here only: it is put together when somebody asks.
      const { because, location: place } = spec;
      const [next = ""] = below;
      const location = because[`${field}.${next}`]?.location ?? because[field]?.location ?? place;
      return {
        code: "secret-in-deployment",
        message: `${[field, ...below].join(".")} is given a secret, which Prefect would show with the deployment`,
        hint,
        ...(location !== undefined && { location }),
      };
    }),
  );
}

/** The paths are put together on the way back, as nearly always there is none. */
function secretsIn(value: Json): readonly (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  if ("$secret" in value || "$plain" in value) return [[]];
  const found: (readonly string[])[] = [];
  for (const [key, item] of Object.entries<Json>(value)) {
    for (const path of secretsIn(item)) found.push([key, ...path]);
  }
  return found;
}

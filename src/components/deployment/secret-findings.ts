import type { DeploymentSpec } from "../../interfaces/component.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

const hint =
  "put it into a block of type secret and write {{ prefect.blocks.secret.NAME }}, which the worker replaces when the flow runs";

/** Secrets in a deployment, where Prefect would show them to everybody who may see the deployment. */
export function secretFindings({
  fields,
  schedules = [],
  because,
  location: place,
}: DeploymentSpec): readonly Finding[] {
  const parameters = schedules.map(({ slug, parameters: own = {} }) => [`schedules.${slug}`, own] as const);
  return [...Object.entries(fields), ...parameters].flatMap(([field, value]) =>
    secretsIn(value, [field]).map((path): Finding => {
      const [head = "", next] = path;
      const location = because[`${head}.${next ?? ""}`]?.location ?? because[head]?.location ?? place;
      return {
        code: "secret-in-deployment",
        message: `${path.join(".")} is given a secret, which Prefect would show with the deployment`,
        hint,
        ...(location !== undefined && { location }),
      };
    }),
  );
}

function secretsIn(value: Json, at: readonly string[]): readonly (readonly string[])[] {
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => secretsIn(item, [...at, String(index)]));
  if (!isObject(value)) return [];
  if ("$secret" in value || "$plain" in value) return [at];
  return Object.entries(value).flatMap(([key, item]) => secretsIn(item, [...at, key]));
}

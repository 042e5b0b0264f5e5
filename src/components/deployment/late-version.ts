import inc from "semver/functions/inc.js";
import type { LateVersion } from "../../interfaces/deployment.ts";
import type { Finding } from "../../interfaces/driver.ts";
import type { Json } from "../../interfaces/json.ts";
import { isObject } from "../../util/stable-json.ts";

/** Whether a declared version waits for what is deployed now. */
export function isLate(version: Json | undefined): version is LateVersion & Readonly<Record<string, Json>> {
  return isObject(version) && (version["$late"] === "nextInteger" || version["$late"] === "nextSemver");
}

/** The version that follows the deployed one; null stands for 'never had one'. */
export function nextVersion(rule: LateVersion, current: string | null): string | Finding {
  if (rule.$late === "nextInteger") {
    if (current === null) return "1";
    if (/^\d+$/.test(current)) return (BigInt(current) + 1n).toString();
    return {
      code: "version-not-an-integer",
      message: `existing version ${JSON.stringify(current)} is not an integer`,
      hint: "use a different versioning strategy, or set the version by META_PREFECT__VERSION once",
    };
  }
  if (current === null) return rule.first;
  const next = inc(current, rule.bump);
  if (next !== null) return next;
  return {
    code: "version-not-semver",
    message: `existing version ${JSON.stringify(current)} is not a semantic version`,
    hint: "use a different versioning strategy, or set the version by META_PREFECT__VERSION once",
  };
}

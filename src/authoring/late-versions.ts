import type { LateVersion } from "../interfaces/deployment.ts";

/** A version that counts up by one whenever the deployment or its code changes: `"1"`, `"2"`, … */
export function nextInteger(): LateVersion {
  return Object.freeze({ $late: "nextInteger" });
}

/**
 * A semantic version that is bumped whenever the deployment or its code changes.
 *
 * @param bump Which part. @default "patch"
 * @param first The version of a deployment that is not there yet. @default "0.1.0"
 */
export function nextSemver(bump: "major" | "minor" | "patch" = "patch", first = "0.1.0"): LateVersion {
  return Object.freeze({ $late: "nextSemver", bump, first });
}

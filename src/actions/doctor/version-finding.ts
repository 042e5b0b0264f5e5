import gte from "semver/functions/gte.js";
import valid from "semver/functions/valid.js";
import type { Finding } from "../../interfaces/look-actions.ts";

/** What the tests run on. */
const oldest = "3.4.0";
const newest = "3.8";

/** Whether the tests of this package run on a server's version. */
export function versionFinding(version: string): Finding {
  const check = "version";
  const tested = `${oldest} to ${newest}`;
  const warning = (message: string, hint?: string): Finding => ({
    check,
    state: "warning",
    message,
    ...(hint !== undefined && { hint }),
  });
  if (valid(version) === null) return warning(`the server's version "${version}" cannot be compared`);
  if (!gte(version, oldest)) {
    return warning(
      `the server's Prefect ${version} is older than what is tested, ${tested}`,
      "update the server, and look at `plan` before `deploy`",
    );
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [newestMajor = 0, newestMinor = 0] = newest.split(".").map(Number);
  if (major > newestMajor || (major === newestMajor && minor > newestMinor)) {
    return warning(
      `the server's Prefect ${version} is newer than what is tested, ${tested}`,
      "look for a newer meta-prefect, and at `plan` before `deploy`",
    );
  }
  return {
    check,
    state: "ok",
    message: `the server's Prefect ${version} is among what is tested, ${tested}`,
  };
}

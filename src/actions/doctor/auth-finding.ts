import { isMetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Finding } from "../../interfaces/look-actions.ts";
import type { Credentials } from "../../prefect/settings/credentials-of.ts";

const check = "auth";

/** Credentials that nobody refused. */
export function acceptedFinding(credentials: Credentials | undefined): Finding {
  const message =
    credentials === undefined
      ? "the API asks for no credentials, and none are configured"
      : `the API refuses nothing with ${credentials.setting} of ${credentials.source}`;
  return { check, state: "ok", message };
}

/**
 * Why the API does not let us in: a key that it refuses, or none at all. Undefined when it is about something else.
 *
 * @param url Address of the API.
 */
export function refusedFinding(
  thrown: unknown,
  credentials: Credentials | undefined,
  url: string,
): Finding | undefined {
  if (!isMetaPrefectError(thrown)) return undefined;
  const state = "error";
  if (thrown.code === "prefect-forbidden")
    return { check, state, message: thrown.message, hint: "use credentials that may read everything there" };
  if (thrown.code !== "prefect-unauthorized") return undefined;
  if (credentials === undefined) {
    return {
      ...{ check, state, message: `${url} wants credentials (401), and none are configured` },
      hint: "set PREFECT_API_AUTH_STRING (a server of your own); for Prefect Cloud `prefect cloud login`, or PREFECT_API_KEY",
    };
  }
  const { setting, source } = credentials;
  const message = `${url} refuses ${setting} of ${source} (401)`;
  return { check, state, message, hint: nextStep(credentials) };
}

function nextStep({ setting, source, isCloud }: Credentials): string {
  const correct = `correct ${setting} in ${source}`;
  if (setting === "PREFECT_API_KEY" && !isCloud)
    return `a server of your own wants PREFECT_API_AUTH_STRING (user:password); or ${correct}`;
  if (setting === "PREFECT_API_AUTH_STRING" && isCloud)
    return `Prefect Cloud wants PREFECT_API_KEY, and no PREFECT_API_AUTH_STRING; or ${correct}`;
  return isCloud ? `\`prefect cloud login\` makes a new key; or ${correct}` : correct;
}

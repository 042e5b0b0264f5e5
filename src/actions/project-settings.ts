import { resolve } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ApiSettings } from "../interfaces/api-settings.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import type { ProjectSettings } from "../prefect/settings/setting-sources.ts";

/**
 * Where an environment lives, in Prefect's own settings, with the secrets that it names.
 *
 * @param root The project's folder, absolute.
 * @throws MetaPrefectError `missing-environment-variable` for a secret that is not there
 */
export function projectSettings(api: ApiSettings, root: string, env: CallerOptions["env"]): ProjectSettings {
  const secret = (variable: string): string => {
    const value = env[variable];
    if (value !== undefined && value !== "") return value;
    throw new MetaPrefectError(
      "missing-environment-variable",
      `${api.name} needs the environment variable ${variable}, which is not set`,
      { hint: "set it where this command runs" },
    );
  };
  const { url, ca, keyFrom, authStringFrom, headersFrom, name, profile } = api;
  const headers = Object.entries(headersFrom ?? {}).map(([header, variable]) => [header, secret(variable)]);
  const values = {
    ...(url !== undefined && { PREFECT_API_URL: url }),
    ...(ca !== undefined && { PREFECT_API_SSL_CERT_FILE: resolve(root, ca) }),
    ...(keyFrom !== undefined && { PREFECT_API_KEY: secret(keyFrom), PREFECT_API_AUTH_STRING: "" }),
    ...(authStringFrom !== undefined && { PREFECT_API_AUTH_STRING: secret(authStringFrom) }),
    ...(headers.length > 0 && { PREFECT_CLIENT_CUSTOM_HEADERS: JSON.stringify(Object.fromEntries(headers)) }),
  };
  return { name, profile, values };
}

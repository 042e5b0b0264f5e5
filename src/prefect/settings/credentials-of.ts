import { apiAddress } from "../api-address.ts";
import type { PrefectSettings } from "./resolve-settings.ts";
import type { SettingName } from "./setting-names.ts";

/** Where the credentials come from that are sent to an API; never what they are. */
export interface Credentials {
  readonly setting: SettingName;
  /** As a person would name it: `the environment`, `profile "prod"`. */
  readonly source: string;
  /** Whether they are sent to Prefect Cloud. */
  readonly isCloud: boolean;
}

/** The setting that decides with which credentials an API is asked; undefined without any. */
export function credentialsOf(
  settings: Pick<PrefectSettings, "auth" | "headers" | "sources"> & { readonly url: string },
): Credentials | undefined {
  const { isCloud, credentials } = apiAddress(settings.url);
  const of = (setting: SettingName): Credentials => ({
    ...{ setting, isCloud },
    source: settings.sources[setting] ?? "the settings",
  });
  // In the order in which they win.
  if (Object.keys(settings.headers).some((name) => name.toLowerCase() === "authorization"))
    return of("PREFECT_CLIENT_CUSTOM_HEADERS");
  if (settings.auth !== undefined)
    return of(settings.auth.type === "basic" ? "PREFECT_API_AUTH_STRING" : "PREFECT_API_KEY");
  return credentials === undefined ? undefined : of("PREFECT_API_URL");
}

import { warning } from "../../errors/diagnostics.ts";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { ApiAuth } from "../api-auth.ts";
import { parseJson } from "../parse-json.ts";
import { proxyFor } from "./proxy-for.ts";
import { isTable } from "./read-toml.ts";
import { settingNames, type SettingName } from "./setting-names.ts";
import { nonEmpty, settingSources, type SettingSource, type SettingsPlaces } from "./setting-sources.ts";

/** Which API to use and how, and where each answer comes from. */
export interface PrefectSettings {
  /** Absent when no API is configured, or when the setting is there and empty. */
  readonly url?: string;
  readonly auth?: ApiAuth;
  /** @default {} */
  readonly headers: Readonly<Record<string, string>>;
  /** PEM file of certificates to trust instead of the usual ones. */
  readonly ca?: string;
  /** Accept any certificate. @default false */
  readonly insecure: boolean;
  /** Address of the proxy through which the API is reached. @default none */
  readonly proxy?: string;
  /** For each setting that is set, also to nothing: where. */
  readonly sources: Readonly<Partial<Record<SettingName, string>>>;
  readonly warnings: readonly Diagnostic[];
}

interface Found {
  readonly value: unknown;
  readonly source: SettingSource;
  /** Place in the order, 0 is the strongest. */
  readonly rank: number;
}

/**
 * Finds Prefect's settings where Prefect itself does and in its order, each setting by itself: environment, `.env`,
 * `prefect.toml` and `pyproject.toml` of the project's folder, active profile.
 *
 * @throws `invalid-prefect-settings` when a file is no TOML, or a value has the wrong form
 */
export async function resolveSettings(places: SettingsPlaces): Promise<PrefectSettings> {
  const { sources, warnings } = await settingSources(places);
  const found = new Map<SettingName, Found>();
  for (const name of settingNames) {
    const rank = sources.findIndex((source) => source.get(name) !== undefined);
    const source = sources[rank];
    if (source !== undefined) found.set(name, { value: source.get(name), source, rank });
  }
  const text = (name: SettingName): string | undefined => textOf(name, found.get(name));

  const url = text("PREFECT_API_URL");
  const authString = text("PREFECT_API_AUTH_STRING");
  const key = text("PREFECT_API_KEY");
  const ca = text("PREFECT_API_SSL_CERT_FILE") ?? nonEmpty(places.env["SSL_CERT_FILE"]);
  // Like Prefect's own client: with both configured, the auth string is the one that is sent.
  const auth: ApiAuth | undefined =
    authString !== undefined
      ? { type: "basic", value: authString }
      : key !== undefined
        ? { type: "bearer", value: key }
        : undefined;
  const proxy = url === undefined ? undefined : proxyFor(url, places.env);
  const credentials = authString !== undefined ? "PREFECT_API_AUTH_STRING" : "PREFECT_API_KEY";
  return {
    ...(url === undefined ? {} : { url }),
    ...(auth === undefined ? {} : { auth }),
    ...(proxy === undefined ? {} : { proxy }),
    headers: headersOf(found.get("PREFECT_CLIENT_CUSTOM_HEADERS")),
    ...(ca === undefined ? {} : { ca }),
    insecure: isTruthy(found.get("PREFECT_API_TLS_INSECURE_SKIP_VERIFY")),
    sources: Object.fromEntries([...found].map(([name, { source }]) => [name, source.name])),
    warnings: [
      ...warnings,
      ...(url !== undefined && auth !== undefined
        ? strayCredentials(credentials, found.get(credentials), found.get("PREFECT_API_URL"))
        : []),
    ],
  };
}

/*
 * An address that overrides a weaker one does not override the credentials that belong to the weaker one: they are sent
 * to a server that may never have been meant to see them. The other way round, somebody gave a key on purpose.
 */
function strayCredentials(
  name: string,
  credentials: Found | undefined,
  url: Found | undefined,
): readonly Diagnostic[] {
  if (credentials === undefined || url === undefined || credentials.rank <= url.rank) return [];
  const message = `${name} of ${credentials.source.name} is sent to the PREFECT_API_URL of ${url.source.name}`;
  const hint = `set ${name} in ${url.source.name} too, to nothing if that server needs none`;
  return [warning("mixed-prefect-settings", message, { hint })];
}

/** A text; set to an empty one means: set to nothing, whatever weaker sources say. */
function textOf(name: SettingName, found: Found | undefined): string | undefined {
  if (found === undefined || found.value === "") return undefined;
  if (typeof found.value !== "string") throw invalid(name, found.source, "a text");
  return found.value;
}

function headersOf(found: Found | undefined): Readonly<Record<string, string>> {
  if (found === undefined || found.value === "") return {};
  const value = typeof found.value === "string" ? parseJson(found.value) : found.value;
  const headers: Record<string, string> = {};
  const entries = isTable(value) ? Object.entries(value) : undefined;
  for (const [name, content] of entries ?? []) {
    if (typeof content === "string" && /^[\w!#$%&'*+.^`|~-]+$/.test(name) && !/[\r\n\0]/.test(content))
      headers[name] = content;
    else throw invalid("PREFECT_CLIENT_CUSTOM_HEADERS", found.source, `a valid header at "${name}"`);
  }
  if (entries === undefined)
    throw invalid("PREFECT_CLIENT_CUSTOM_HEADERS", found.source, "a JSON object of texts");
  return headers;
}

function isTruthy(found: Found | undefined): boolean {
  if (found === undefined || typeof found.value === "boolean") return found?.value === true;
  if (typeof found.value === "string") {
    if (/^(1|true|t|yes|y|on)$/i.test(found.value)) return true;
    if (/^(0|false|f|no|n|off)$/i.test(found.value)) return false;
  }
  throw invalid("PREFECT_API_TLS_INSECURE_SKIP_VERIFY", found.source, "true or false");
}

/* Never with the value: it may be a secret. */
function invalid(name: SettingName, source: SettingSource, wanted: string): MetaPrefectError {
  return new MetaPrefectError("invalid-prefect-settings", `${name} of ${source.name} is not ${wanted}`, {
    hint: `correct ${name}, or remove it`,
  });
}

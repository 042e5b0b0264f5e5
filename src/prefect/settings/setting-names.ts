/** The settings of Prefect that decide which API is used and how. */
export const settingNames = [
  "PREFECT_API_URL",
  "PREFECT_API_KEY",
  "PREFECT_API_AUTH_STRING",
  "PREFECT_CLIENT_CUSTOM_HEADERS",
  "PREFECT_API_SSL_CERT_FILE",
  "PREFECT_API_TLS_INSECURE_SKIP_VERIFY",
] as const;

export type SettingName = (typeof settingNames)[number];

/** Where each stands in prefect.toml, and below `tool.prefect` in pyproject.toml. */
export const tomlPaths: Readonly<Record<SettingName, readonly [section: string, key: string]>> = {
  PREFECT_API_URL: ["api", "url"],
  PREFECT_API_KEY: ["api", "key"],
  PREFECT_API_AUTH_STRING: ["api", "auth_string"],
  PREFECT_CLIENT_CUSTOM_HEADERS: ["client", "custom_headers"],
  PREFECT_API_SSL_CERT_FILE: ["api", "ssl_cert_file"],
  PREFECT_API_TLS_INSECURE_SKIP_VERIFY: ["api", "tls_insecure_skip_verify"],
};

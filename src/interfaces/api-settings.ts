/**
 * Where an environment of the project lives, as `environments.<name>.api` says. Secrets are only named: what they are
 * is read from the process environment when the connection is made.
 */
export interface ApiSettings {
  /** How messages name the place: `environments.prod of meta_prefect.yaml`. */
  readonly name: string;
  readonly url?: string | undefined;
  /** A profile of Prefect's profiles.toml, instead of the active one. */
  readonly profile?: string | undefined;
  /** PEM file of certificates to trust, absolute or relative to the project's folder. */
  readonly ca?: string | undefined;
  /** The environment variable that holds the API key. */
  readonly keyFrom?: string | undefined;
  /** The environment variable that holds `user:password`. */
  readonly authStringFrom?: string | undefined;
  /** Environment variables that hold the values of headers, by header. */
  readonly headersFrom?: Readonly<Record<string, string>> | undefined;
}

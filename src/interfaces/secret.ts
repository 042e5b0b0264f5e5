import type { JsonObject } from "./json.ts";

/** Where the text of a secret is found when it is needed. */
export type SecretSource =
  | { readonly env: string; readonly json?: boolean }
  | {
      /** Path, relative to the project's folder or absolute. */
      readonly file: string;
      readonly json?: boolean;
    }
  | {
      /** Program and arguments, started without a shell in the project's folder; its output is the secret. */
      readonly command: readonly string[];
      readonly json?: boolean;
    };

/**
 * A secret by where it is found, never by what it is. It is looked up only in memory, while a secret field is compared
 * or written. With `json`, the text is read as JSON and may be a mapping.
 */
export interface SecretReference {
  readonly $secret: SecretSource;
}

/** A value that somebody chose to write into the project's files although its field is a secret one. */
export interface PlainSecret {
  readonly $plain: string | JsonObject;
}

/** Looks secrets up. */
export interface SecretHost {
  /**
   * The text of a secret, or what its JSON says; looked up once in a run.
   *
   * @throws MetaPrefectError `secret-unavailable`, whose message never has any part of a secret in it
   */
  readonly resolve: (source: SecretSource) => Promise<string | JsonObject>;
}

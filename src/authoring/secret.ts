import type { JsonObject } from "../interfaces/json.ts";
import type { PlainSecret, SecretReference, SecretSource } from "../interfaces/secret.ts";

/**
 * Says where a secret is found. What it is, is looked up only in memory, while a block's secret field is compared or
 * written; nothing else ever holds it.
 *
 * @example
 * ```ts
 * import { block, secret } from "meta-prefect/kit";
 * const token = block({ type: "secret", name: "gh-token", fields: { value: secret.env("GH_TOKEN") } });
 * const pem = secret.file("keys/deploy.pem");
 * const db = secret.command(["op", "read", "op://prod/db/password"]);
 * const account = secret.file("service-account.json", { json: true }); // a field that takes a mapping
 * ```
 */
export const secret = {
  /** An environment variable. */
  env: (name: string, how: { readonly json?: boolean } = {}): SecretReference =>
    reference({ env: name }, how),
  /** A file, relative to the project's folder or absolute. A line break at its end is left out. */
  file: (path: string, how: { readonly json?: boolean } = {}): SecretReference =>
    reference({ file: path }, how),
  /** What a program prints, started without a shell. A line break at its end is left out. */
  command: (command: readonly string[], how: { readonly json?: boolean } = {}): SecretReference =>
    reference({ command: [...command] }, how),
  /** The value itself, for one that is none: `plain("guest")`. Anybody who reads the project's files reads it. */
  plain: (value: string | JsonObject): PlainSecret => Object.freeze({ $plain: value }),
} as const;

function reference(source: SecretSource, { json }: { readonly json?: boolean }): SecretReference {
  return Object.freeze({ $secret: Object.freeze(json === true ? { ...source, json } : source) });
}

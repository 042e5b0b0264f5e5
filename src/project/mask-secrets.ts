import { isMapping } from "./path.ts";

const secretKey = /pass(word|wd|phrase)?$|secret|token|credential|(api|access|private|secret).?key/i;

/** A copy of a value in which whatever a key calls a secret is replaced by `***`. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, secretKey.test(key) ? "***" : maskSecrets(inner)]),
  );
}

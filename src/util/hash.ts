import { hash } from "node:crypto";

/** The first `length` hex digits of the SHA-256 of a text. */
export function shortHash(text: string, length = 8): string {
  return hash("sha256", text, "hex").slice(0, length);
}

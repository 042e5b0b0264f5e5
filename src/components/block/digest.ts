import { scryptSync } from "node:crypto";
import type { Json } from "../../interfaces/json.ts";
import { stableJson } from "../../util/stable-json.ts";

/**
 * A digest by which a secret that Prefect does not show can be recognised. It is slow to make, so that guessing from
 * it is too, and salted with the document and the field, so that equal secrets have different ones.
 */
export function secretDigest(value: Json, documentId: string, path: string): string {
  return scryptSync(stableJson(value), `${documentId} ${path}`, 16, { N: 16_384, r: 8, p: 1 }).toString(
    "base64url",
  );
}

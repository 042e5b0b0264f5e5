import type { Deployment } from "../interfaces/deployment.ts";
import type { JsonObject } from "../interfaces/json.ts";
import { shortHash } from "../util/hash.ts";
import { stableJson } from "../util/stable-json.ts";

/** Eight hex digits of all that is declared of a deployment and of its code, but for its version. */
export function declarationHash({ flow, version: _version, ...declared }: Deployment): string {
  return shortHash(stableJson({ ...declared, code: flow.digest } as unknown as JsonObject));
}

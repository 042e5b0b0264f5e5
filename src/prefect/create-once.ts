import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { Transport } from "./transport.ts";

/**
 * Makes a thing whose name is unique, so that sending it twice never makes two.
 *
 * @param what the thing and its name, for messages
 * @throws `already-exists` when there is one: another's, or ours of an earlier attempt whose answer was lost
 */
export async function createOnce(
  send: Transport,
  path: string,
  body: Json,
  what: string,
): Promise<Json | undefined> {
  const answer = await send({ method: "POST", path, body, accept: [409] });
  if (answer.status !== 409) return answer.body;
  throw alreadyExists(what);
}

/** The error for a lost race: read again and compare. */
export function alreadyExists(what: string): MetaPrefectError {
  return new MetaPrefectError("already-exists", `${what} exists already`, {
    hint: "somebody made it meanwhile; run again",
  });
}

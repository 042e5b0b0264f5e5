import { isMetaPrefectError, MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { ApiGlobalLimit } from "../../interfaces/api-concurrency-limit.ts";
import type { ApplyContext } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiConcurrencyLimit, ApiDeployment } from "../../interfaces/prefect-api.ts";
import { isObject } from "../../util/stable-json.ts";

/** The field by which a deployment points at a limit that is not its own. */
export const sharedLimitField = "global_concurrency_limit_id";

/** The limit of a deployment when it is not its own but one that others may share. */
export function sharedLimit({
  id,
  global_concurrency_limit: limit,
}: ApiDeployment): ApiConcurrencyLimit | null {
  return limit === null || limit.name === `deployment:${id}` ? null : limit;
}

/** A shared limit as it stands in a body before its id is known. */
export function namedLimit(name: string, id?: string): JsonObject {
  return { $limit: name, ...(id !== undefined && { id }) };
}

/** The name in a {@link namedLimit}; undefined for anything else. */
export function limitName(value: Json | undefined): string | undefined {
  const name = isObject(value) ? value["$limit"] : undefined;
  return typeof name === "string" ? name : undefined;
}

/** Whether a declared shared limit, by name or by id, is the one that the deployment has. */
export function sameLimit(want: Json, have: Json): boolean {
  if (want === null || have === null) return want === have;
  const name = limitName(want);
  if (name !== undefined) return name === limitName(have);
  return isObject(have) && have["id"] === want;
}

/** A limit for readers: its name where there is one. */
export function shownLimit(value: Json): Json {
  return limitName(value) ?? value;
}

/** The body with the id of the shared limit, which may have been made in this very run. */
export function withLimitId(body: JsonObject, { result }: ApplyContext): JsonObject {
  const { [sharedLimitField]: value } = body;
  const name = limitName(value);
  if (name === undefined) return body;
  const made = result(`global-concurrency-limit:${name}`) as ApiGlobalLimit | undefined;
  const known = isObject(value) ? value["id"] : undefined;
  const id = made?.id ?? known;
  if (id !== undefined) return { ...body, [sharedLimitField]: id };
  throw new MetaPrefectError("gone", `concurrency limit ${name} was deleted meanwhile`, {
    hint: "run deploy again",
  });
}

/**
 * Sends a body that may set the deployment's own limit. Prefect refuses that for ever when a limit of that name was left
 * behind by somebody who detached it: then it is attached again first.
 */
export async function withOwnLimit<Result>(
  id: string,
  body: JsonObject,
  { api }: ApplyContext,
  send: () => Promise<Result>,
): Promise<Result> {
  try {
    return await send();
  } catch (thrown) {
    const mayBeLeft =
      typeof body["concurrency_limit"] === "number" &&
      isMetaPrefectError(thrown) &&
      thrown.code === "prefect-refused";
    const left = mayBeLeft ? await api.concurrencyLimits.byName(`deployment:${id}`) : undefined;
    if (left === undefined) throw thrown;
    await api.deployments.patch(id, { [sharedLimitField]: left.id });
    return send();
  }
}

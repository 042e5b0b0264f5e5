import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { rememberSecretsIn } from "../../errors/redact.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { currentScope } from "./scope.ts";
import { openSession } from "../engine/open-session.ts";
import type { Session } from "../engine/session.ts";

/** Prefect's Variables. */
export const variables = {
  /**
   * The value of a Variable.
   *
   * @param otherwise what it is where there is none
   * @throws MetaPrefectError `no-such-value` when there is neither
   */
  get: async (name: string, otherwise?: Json): Promise<Json> => {
    const found = await (await session()).api.readVariable(name);
    // What Prefect has may be null.
    const value = found === undefined ? otherwise : found;
    if (value === undefined) throw missing(`Variable "${name}"`, "make it, or give a value to use instead");
    return value;
  },
  /** Makes a Variable, or gives it another value. */
  set: async (name: string, value: Json, tags: readonly string[] = []): Promise<void> => {
    await (await session()).api.writeVariable(name, value, tags);
  },
};

/**
 * The value of a Secret block; never in a log, a state or an error of this process.
 *
 * @throws MetaPrefectError `no-such-value`
 */
export async function secretBlock(name: string): Promise<Json> {
  const { value = null } = await readBlock("secret", name);
  rememberSecretsIn(value);
  return value;
}

/**
 * The fields of a block, secrets in plain text.
 *
 * @param type slug of its type, for example `s3-bucket`
 * @throws MetaPrefectError `no-such-value`
 */
export async function readBlock(type: string, name: string): Promise<JsonObject> {
  const block = await (await session()).api.readBlock(type, name);
  if (block === undefined) throw missing(`${type} block "${name}"`, "make it, or correct its name");
  return block.data;
}

async function session(): Promise<Session> {
  return currentScope()?.session ?? openSession();
}

function missing(what: string, hint: string): MetaPrefectError {
  return new MetaPrefectError("no-such-value", `there is no ${what}`, { hint });
}

import { z } from "zod";
import type { Json, JsonObject } from "../../interfaces/json.ts";

/** A kept result. */
export interface KeptResult {
  readonly value: Json;
  /** What a state carries of it. */
  readonly metadata: JsonObject;
}

/** Keeps what flows and tasks return, by key. */
export interface ResultStore {
  /** Undefined when there is none, or it is older than it may be. */
  readonly read: (key: string) => Promise<KeptResult | undefined>;
  /** @param expiration ISO 8601; null: good for ever */
  readonly write: (key: string, value: Json, expiration: string | null) => Promise<KeptResult>;
}

interface Texts {
  readonly read: (key: string) => Promise<string | undefined>;
  readonly write: (key: string, content: string) => Promise<void>;
}

/** As Prefect writes a result with its JSON serializer, so that Python can read what TypeScript kept. */
const record = z.object({
  metadata: z.record(z.string(), z.json()),
  result: z.string(),
});

/**
 * Makes the store.
 *
 * @param block id of the block that says where it is. @default Prefect's own storage of this machine
 * @param now for expirations, milliseconds since 1970
 */
export function createResultStore(
  texts: Texts,
  block: string | null = null,
  now: () => number = Date.now,
): ResultStore {
  return {
    read: async (key) => {
      const text = await texts.read(key);
      const found = text === undefined ? undefined : parse(text);
      if (found === undefined) return undefined;
      const { expiration } = found.metadata;
      if (typeof expiration === "string" && Date.parse(expiration) <= now()) return undefined;
      const value = parseJson(found.result);
      return value === undefined ? undefined : { value, metadata: found.metadata };
    },
    write: async (key, value, expiration) => {
      const metadata: JsonObject = {
        storage_key: key,
        expiration,
        serializer: { type: "json", jsonlib: "json", dumps_kwargs: {}, loads_kwargs: {} },
        prefect_version: "3.0.0",
        storage_block_id: block,
      };
      await texts.write(key, JSON.stringify({ metadata, result: JSON.stringify(value) }));
      return { value, metadata };
    },
  };
}

/** What another program left there is no result of ours. */
function parse(text: string): z.output<typeof record> | undefined {
  return record.safeParse(parseJson(text)).data;
}

function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

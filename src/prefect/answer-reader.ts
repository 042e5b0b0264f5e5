import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";

/** Keys of a schema whose values fit in a type. */
type KeysOf<Schema, Type> = {
  [Key in keyof Schema & string]-?: Exclude<Schema[Key], undefined> extends Type ? Key : never;
}[keyof Schema & string];

/**
 * Reads the members of an answer that we use, and checks each. A key must be in Prefect's own description with that
 * type, so new types that lack or change it do not compile.
 */
export interface AnswerReader<Schema> {
  readonly text: (key: KeysOf<Schema, string>) => string;
  readonly textOrNull: (key: KeysOf<Schema, string | null>) => string | null;
  readonly number: (key: KeysOf<Schema, number>) => number;
  readonly numberOrNull: (key: KeysOf<Schema, number | null>) => number | null;
  readonly truth: (key: KeysOf<Schema, boolean>) => boolean;
  readonly texts: (key: KeysOf<Schema, string[]>) => readonly string[];
  readonly object: (key: KeysOf<Schema, object>) => JsonObject;
  readonly objectOrNull: (key: KeysOf<Schema, object | null>) => JsonObject | null;
  readonly objects: (key: KeysOf<Schema, object[]>) => readonly JsonObject[];
  readonly objectsOrNull: (key: KeysOf<Schema, object[] | null>) => readonly JsonObject[] | null;
  /** Whatever stands there; null when nothing does. */
  readonly any: (key: keyof Schema & string) => Json;
}

/**
 * Makes a reader of one object of an answer.
 *
 * @param what what the answer is, for messages: `a deployment`
 * @throws `unexpected-prefect-answer` when it is no object, and when a member that is read has another type
 */
export function readAnswer<Schema>(answer: Json | undefined, what: string): AnswerReader<Schema> {
  if (!isObject(answer)) throw unexpected(what, "an object", answer);
  const fail = (key: string, wanted: string): never => {
    throw unexpected(`"${key}" of ${what}`, wanted, answer[key]);
  };
  // A key that an older server does not know is read as null.
  const at = (key: string): Json => answer[key] ?? null;
  const text = (key: string): string => {
    const value = at(key);
    return typeof value === "string" ? value : fail(key, "a text");
  };
  const number = (key: string): number => {
    const value = at(key);
    return typeof value === "number" ? value : fail(key, "a number");
  };
  const object = (key: string): JsonObject => {
    const value = at(key);
    return isObject(value) ? value : fail(key, "an object");
  };
  const objects = (key: string): readonly JsonObject[] => {
    const value = at(key);
    return Array.isArray(value) && value.every(isObject) ? value : fail(key, "a list of objects");
  };
  const orNull =
    <Value>(read: (key: string) => Value) =>
    (key: string): Value | null =>
      at(key) === null ? null : read(key);
  return {
    text,
    textOrNull: orNull(text),
    number,
    numberOrNull: orNull(number),
    truth: (key) => {
      const value = at(key);
      return typeof value === "boolean" ? value : fail(key, "true or false");
    },
    texts: (key) => {
      const value = at(key);
      return Array.isArray(value) && value.every(isText) ? value : fail(key, "a list of texts");
    },
    object,
    objectOrNull: orNull(object),
    objects,
    objectsOrNull: orNull(objects),
    any: at,
  };
}

/** The items of an answer that is a list. */
export function readList<Item>(
  answer: Json | undefined,
  what: string,
  read: (item: Json) => Item,
): readonly Item[] {
  if (!Array.isArray(answer)) throw unexpected(what, "a list", answer);
  return answer.map(read);
}

/** An answer that is a count. */
export function readCount(answer: Json | undefined, what: string): number {
  if (typeof answer !== "number") throw unexpected(`the count of ${what}`, "a number", answer);
  return answer;
}

function isText(value: Json): value is string {
  return typeof value === "string";
}

function unexpected(what: string, wanted: string, got: Json | undefined): MetaPrefectError {
  const kind = got === undefined || got === null ? "nothing" : Array.isArray(got) ? "a list" : typeof got;
  return new MetaPrefectError(
    "unexpected-prefect-answer",
    `Prefect answers ${what} with ${kind} instead of ${wanted}`,
    {
      hint: "check that PREFECT_API_URL is the API of a Prefect 3 server, and that no proxy changes its answers",
    },
  );
}

import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";

/** Keys of a schema whose values fit in a type. */
type KeysOf<Schema, Type> = {
  [Key in keyof Schema & string]-?: Exclude<Schema[Key], undefined> extends Type ? Key : never;
}[keyof Schema & string];

/**
 * Reads the members of an answer that we use, and checks each. A key must be in Prefect's own description with that
 * type, so new types that lack or change it do not compile. A key that an older server does not know is read as null.
 *
 * Its methods throw `unexpected-prefect-answer` when a member has another type.
 */
export class AnswerReader<Schema> {
  readonly #answer: JsonObject;
  readonly #what: string;

  constructor(answer: JsonObject, what: string) {
    this.#answer = answer;
    this.#what = what;
  }

  text(key: KeysOf<Schema, string>): string {
    return this.#check(key, isText, "a text");
  }

  textOrNull(key: KeysOf<Schema, string | null>): string | null {
    return this.#checkOrNull(key, isText, "a text");
  }

  number(key: KeysOf<Schema, number>): number {
    return this.#check(key, isNumber, "a number");
  }

  numberOrNull(key: KeysOf<Schema, number | null>): number | null {
    return this.#checkOrNull(key, isNumber, "a number");
  }

  truth(key: KeysOf<Schema, boolean>): boolean {
    return this.#check(key, isTruth, "true or false");
  }

  texts(key: KeysOf<Schema, string[]>): readonly string[] {
    return this.#check(key, isListOfTexts, "a list of texts");
  }

  object(key: KeysOf<Schema, object>): JsonObject {
    return this.#check(key, isObject, "an object");
  }

  objectOrNull(key: KeysOf<Schema, object | null>): JsonObject | null {
    return this.#checkOrNull(key, isObject, "an object");
  }

  objects(key: KeysOf<Schema, object[]>): readonly JsonObject[] {
    return this.#check(key, isListOfObjects, "a list of objects");
  }

  objectsOrNull(key: KeysOf<Schema, object[] | null>): readonly JsonObject[] | null {
    return this.#checkOrNull(key, isListOfObjects, "a list of objects");
  }

  /** Whatever stands there. */
  any(key: keyof Schema & string): Json {
    return this.#answer[key] ?? null;
  }

  #check<Type extends Json>(key: string, is: (value: Json) => value is Type, wanted: string): Type {
    const value = this.#answer[key] ?? null;
    if (is(value)) return value;
    throw unexpected(`"${key}" of ${this.#what}`, wanted, value);
  }

  #checkOrNull<Type extends Json>(
    key: string,
    is: (value: Json) => value is Type,
    wanted: string,
  ): Type | null {
    return (this.#answer[key] ?? null) === null ? null : this.#check(key, is, wanted);
  }
}

/**
 * Makes a reader of one object of an answer.
 *
 * @param what what the answer is, for messages: `a deployment`
 * @throws `unexpected-prefect-answer` when it is no object
 */
export function readAnswer<Schema>(answer: Json | undefined, what: string): AnswerReader<Schema> {
  if (!isObject(answer)) throw unexpected(what, "an object", answer);
  return new AnswerReader<Schema>(answer, what);
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

function isNumber(value: Json): value is number {
  return typeof value === "number";
}

function isTruth(value: Json): value is boolean {
  return typeof value === "boolean";
}

function isListOfTexts(value: Json): value is readonly string[] {
  return Array.isArray(value) && value.every(isText);
}

function isListOfObjects(value: Json): value is readonly JsonObject[] {
  return Array.isArray(value) && value.every(isObject);
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

import type { Json } from "../interfaces/json.ts";

/** A text that begins so stands for an integer. Prefect's databases take no text with this first character. */
const mark = "\0integer:";
const inJson = /"\\(?:u0000|0)integer:(-?\d+)"/g;
/** The strings of a JSON text, so that what is in them is not taken for a number; and integers that may be too long for a number. */
const longInteger = /"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\d.eE])/g;

/**
 * An integer as JSON: a number where a number has all its digits, else a text that {@link digitsInJson} writes as the integer.
 *
 * @example
 * ```ts
 * digitsInJson(JSON.stringify([exactInteger(9007199254740993n)])); // "[9007199254740993]"
 * ```
 */
export function exactInteger(value: bigint): number | string {
  const digits = value.toString();
  return String(Number(value)) === digits ? Number(value) : mark + digits;
}

/** Whether a text would be taken for an integer. */
export function isExactInteger(text: string): boolean {
  return text.startsWith(mark);
}

/** Text made of JSON, in JSON or in YAML, with every integer of {@link exactInteger} as its digits. */
export function digitsInJson(text: string): string {
  return text.includes("0integer:") ? text.replaceAll(inJson, "$1") : text;
}

/**
 * JSON text as a value; integers that a number does not carry are those of {@link exactInteger}.
 *
 * @throws SyntaxError where the text is no JSON
 */
export function parseExactJson(text: string): unknown {
  return JSON.parse(/\d{16}/.test(text) ? text.replaceAll(longInteger, keepDigits) : text);
}

function keepDigits(token: string): string {
  return token.startsWith('"') ? token : JSON.stringify(exactInteger(BigInt(token)));
}

/** The nearest value that only has JavaScript's numbers, for who computes with it. */
export function nearestNumbers(value: Json): Json {
  const text = JSON.stringify(value);
  const plain = digitsInJson(text);
  // What JSON.parse gives is JSON.
  return plain === text ? value : (JSON.parse(plain) as Json);
}

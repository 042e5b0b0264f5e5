import { SyntaxProblem } from "./syntax-problem.ts";

/** Thrown for `\N{NAME}`: the names of Unicode are not known here, so the text is not either. */
export class NamedCharacter extends SyntaxProblem {}

const simpleEscapes: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

function isOctal(character: string | undefined): character is string {
  return character !== undefined && character >= "0" && character <= "7";
}

function hexValue(text: string, length: number, at: number): number {
  const lower = text.toLowerCase();
  let value = 0;
  for (const character of lower) {
    const digit = "0123456789abcdef".indexOf(character);
    if (digit < 0)
      throw new SyntaxProblem("an escape in this string has a character that is not hexadecimal", at);
    value = value * 16 + digit;
  }
  if (lower.length !== length) throw new SyntaxProblem("an escape in this string is cut short", at);
  return value;
}

/** Replaces the escapes of a string literal's inside. With `bytes`, `\u` `\U` and `\N` mean themselves. */
export function unescape(text: string, bytes: boolean, at: number): string {
  if (!text.includes("\\")) return text;
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (character !== "\\") {
      out += character;
      continue;
    }
    const next = text.charAt(++i);
    const simple = simpleEscapes[next];
    if (simple !== undefined) out += simple;
    else if (next === "\n") continue;
    else if (isOctal(next)) {
      let digits = next;
      while (digits.length < 3 && isOctal(text[i + 1])) digits += text.charAt(++i);
      out += String.fromCharCode(Number.parseInt(digits, 8) & (bytes ? 255 : 0xffff));
    } else if (next === "x") {
      out += String.fromCharCode(hexValue(text.slice(i + 1, i + 3), 2, at));
      i += 2;
    } else if (!bytes && (next === "u" || next === "U")) {
      const length = next === "u" ? 4 : 8;
      const point = hexValue(text.slice(i + 1, i + 1 + length), length, at);
      if (point > 0x10ffff) throw new SyntaxProblem("an escape in this string is beyond Unicode", at);
      out += String.fromCodePoint(point);
      i += length;
    } else if (!bytes && next === "N") {
      throw new NamedCharacter("a character named with \\N{…}", at);
    } else out += text.slice(i - 1, i + 1);
  }
  return out;
}

/** What stands before, around and inside the quotes of a string literal. */
export interface Quoted {
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly format: boolean;
  readonly quotes: number;
  readonly start: number;
}

/** Splits the prefix and the quotes of a literal's text. */
export function quoted(text: string): Quoted {
  let start = 0;
  while (text[start] !== "'" && text[start] !== '"') start++;
  const prefix = text.slice(0, start).toLowerCase();
  const quote = text.charAt(start);
  const quotes = text.startsWith(quote.repeat(3), start) && text.length >= start + 6 ? 3 : 1;
  return {
    raw: prefix.includes("r"),
    bytes: prefix.includes("b"),
    format: prefix.includes("f"),
    quotes,
    start: start + quotes,
  };
}

/** The value of a string or bytes literal without replacement fields. */
export function stringValue(text: string, at: number): string | Uint8Array {
  const { raw, bytes, quotes, start } = quoted(text);
  const inside = text.slice(start, text.length - quotes);
  const value = raw ? inside : unescape(inside, bytes, at);
  if (!bytes) return value;
  const out = new Uint8Array(value.length);
  for (let i = 0; i < value.length; i++) {
    const code = value.charCodeAt(i);
    if (code > 255 || inside.charCodeAt(i) > 127)
      throw new SyntaxProblem("bytes can only contain ASCII literal characters", at);
    out[i] = code;
  }
  return out;
}

/** The value of a number literal; `imaginary` when it ends in j. */
export function numberValue(
  text: string,
  at: number,
): { readonly value: number | bigint; readonly imaginary: boolean } {
  if (text.length === 1) return { value: BigInt(text), imaginary: false };
  const lower = text.toLowerCase();
  if (lower.endsWith("_") || lower.includes("__")) throw new SyntaxProblem(`invalid number ${text}`, at);
  const plain = lower.replaceAll("_", "");
  const isRadix = plain.startsWith("0x") || plain.startsWith("0o") || plain.startsWith("0b");
  if (isRadix && plain.length === 2) throw new SyntaxProblem(`invalid number ${text}`, at);
  if (isRadix) return { value: BigInt(plain), imaginary: false };
  if (plain.endsWith("j")) return { value: Number(plain.slice(0, -1)), imaginary: true };
  if (plain.includes(".") || plain.includes("e")) return { value: Number(plain), imaginary: false };
  if (plain.length > 1 && plain.startsWith("0") && BigInt(plain) !== 0n) {
    throw new SyntaxProblem(`leading zeros in ${text} are not permitted`, at);
  }
  if (plain.length > 4300) throw new SyntaxProblem("a number has more than 4300 digits", at);
  return { value: BigInt(plain), imaginary: false };
}

import { redact } from "../../errors/redact.ts";

// C0, DEL, C1, line separators and the marks that reorder text: what can move a cursor or make text lie.
const unsafe = /[\p{Cc}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/gu;
const short: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One line of text that a terminal shows as it is: what others wrote cannot move the cursor or set colours. */
export function escape(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return short[character] ?? (code < 256 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
  });
}

/** The same with a space for each such character, so that columns stay what they are. */
export function blank(text: string): string {
  return text.replace(unsafe, " ");
}

/** The lines of a text, each escaped. */
export function escapeLines(text: string): readonly string[] {
  return text
    .replace(/\r?\n$/, "")
    .split(/\r?\n/)
    .map(escape);
}

/** A text cut to a width, with `…` where something is missing. */
export function cut(text: string, width: number): string {
  // The beginning of a secret would not be known for one.
  const safe = redact(text);
  // Half of a surrogate pair is not a character.
  return safe.length <= width ? safe : `${safe.slice(0, width - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, "0");
}

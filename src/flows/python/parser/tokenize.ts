import { SyntaxProblem } from "../syntax-problem.ts";
import { indentation, indent } from "./indentation.ts";
import { operatorsByFirst } from "./operators-by-first.ts";
import { stringEnd } from "./string-end.ts";
import type { Token } from "./token.ts";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

const deepestBrackets = 100;

function isDigit(character: string): boolean {
  return character >= "0" && character <= "9";
}

function isPlainStart(character: string): boolean {
  return (
    (character >= "a" && character <= "z") || (character >= "A" && character <= "Z") || character === "_"
  );
}

function isNameStart(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (isPlainStart(character)) return true;
  return (
    text.charCodeAt(at) > 127 &&
    /^[\p{L}\p{Nl}_\u2118\u212e\u309b\u309c]/u.test(
      String.fromCodePoint(text.codePointAt(at) ?? 0).normalize("NFKC"),
    )
  );
}

function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const character = text.charAt(at);
    if (isPlainStart(character) || isDigit(character)) at++;
    else if (text.charCodeAt(at) > 127) {
      const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (!/^[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\u00b7]/u.test(whole.normalize("NFKC"))) break;
      at += whole.length;
    } else break;
  }
  return at;
}

function numberEnd(text: string, from: number): number {
  const digits = (start: number, allowed: string): number => {
    let at = start;
    while (at < text.length && (allowed.includes(text.charAt(at).toLowerCase()) || text[at] === "_")) at++;
    return at;
  };
  const radix = text.charAt(from + 1).toLowerCase();
  if (text[from] === "0" && "xob".includes(radix) && radix !== "")
    return digits(from + 2, radix === "x" ? "0123456789abcdef" : radix === "o" ? "01234567" : "01");
  let at = digits(from, "0123456789");
  if (text[at] === ".") at = digits(at + 1, "0123456789");
  const sign = text[at + 1] === "+" || text[at + 1] === "-" ? 2 : 1;
  if (text.charAt(at).toLowerCase() === "e" && isDigit(text.charAt(at + sign)))
    at = digits(at + sign, "0123456789");
  return text.charAt(at).toLowerCase() === "j" ? at + 1 : at;
}

/** Length of a string prefix (`rb`, `f`, …) before a quote; undefined when no string begins here. */
function prefixLength(text: string, at: number): number | undefined {
  let length = 0;
  while (length < 3 && "rRbBuUfF".includes(text.charAt(at + length)) && text.charAt(at + length) !== "")
    length++;
  const next = text.charAt(at + length);
  if (next !== "'" && next !== '"') return undefined;
  const prefix = text.slice(at, at + length).toLowerCase();
  return ["", "r", "b", "u", "f", "br", "rb", "fr", "rf"].includes(prefix) ? length : undefined;
}

/** Splits Python source (line ends already `\n`) into tokens. `inBrackets`: as inside brackets, without indentation. */
export function tokenize(text: string, inBrackets = false, from = 0, to = text.length): Token[] {
  const tokens: Token[] = [];
  const indents: { readonly width: number; readonly alternative: number }[] = [{ width: 0, alternative: 0 }];
  const brackets: { readonly text: string; readonly at: number }[] = [];
  let at = from;
  let atLineStart = !inBrackets;
  const push = (type: Token["type"], start: number, end: number): void => {
    tokens.push({ type, text: text.slice(start, end), at: start, end });
  };
  while (at < to) {
    if (atLineStart) {
      const next = indentation(text, at);
      if (next.isBlank) {
        at = next.end;
        continue;
      }
      at = next.at;
      indent(next, indents, push);
      atLineStart = false;
    }
    const character = text.charAt(at);
    if (character === " " || character === "\t" || character === "\f") {
      at++;
      continue;
    }
    if (character === "#") {
      while (at < to && text[at] !== "\n") at++;
      continue;
    }
    if (character === "\\") {
      if (text[at + 1] !== "\n")
        throw new SyntaxProblem("unexpected character after line continuation character", at);
      if (at + 2 >= text.length) throw new SyntaxProblem("unexpected EOF while parsing", at);
      at += 2;
      continue;
    }
    if (character === "\n") {
      if (brackets.length === 0 && !inBrackets) {
        push("newline", at, at + 1);
        atLineStart = true;
      }
      at++;
      continue;
    }
    const prefix = prefixLength(text, at);
    if (prefix !== undefined) {
      const isFormat = text
        .slice(at, at + prefix)
        .toLowerCase()
        .includes("f");
      const end = stringEnd(text, at, at + prefix, isFormat);
      push("string", at, end);
      at = end;
    } else if (isNameStart(text, at)) {
      const end = nameEnd(text, at);
      push("name", at, end);
      at = end;
    } else if (isDigit(character) || (character === "." && isDigit(text.charAt(at + 1)))) {
      const end = numberEnd(text, at);
      if (
        isNameStart(text, end) &&
        !["and", "or", "in", "is", "if", "else", "not", "for"].some((word) => text.startsWith(word, end))
      )
        throw new SyntaxProblem("invalid decimal literal", at);
      push("number", at, end);
      at = end;
    } else {
      const operator = operatorsByFirst.get(character)?.find((candidate) => text.startsWith(candidate, at));
      if (operator === undefined)
        throw new SyntaxProblem(`invalid character ${JSON.stringify(character)}`, at);
      if (operator in closers) {
        brackets.push({ text: operator, at });
        if (brackets.length > deepestBrackets) throw new SyntaxProblem("too many nested parentheses", at);
      } else if (operator === ")" || operator === "]" || operator === "}") {
        const open = brackets.pop();
        if (open === undefined || closers[open.text] !== operator)
          throw new SyntaxProblem(`unmatched '${operator}'`, at);
      }
      push("op", at, at + operator.length);
      at += operator.length;
    }
  }
  const [open] = brackets;
  if (open !== undefined) throw new SyntaxProblem(`'${open.text}' was never closed`, open.at);
  if (!inBrackets) {
    const last = tokens.at(-1);
    if (last !== undefined && last.type !== "newline" && last.type !== "dedent") push("newline", at, at);
    for (let count = indents.length; count > 1; count--) push("dedent", at, at);
  }
  push("end", at, at);
  return tokens;
}

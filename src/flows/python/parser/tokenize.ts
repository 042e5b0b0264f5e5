import { SyntaxProblem } from "../syntax-problem.ts";
import { indentation, indent } from "./indentation.ts";
import { isDigit, isNameStart, nameEnd } from "./names.ts";
import { numberEnd } from "./number-end.ts";
import { operatorsByFirst } from "./operators-by-first.ts";
import { stringEnd } from "./string-end.ts";
import type { Token } from "./token.ts";

const closers: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };
const prefixes = new Set(["r", "b", "u", "f", "br", "rb", "fr", "rf"]);
const afterNumber = ["and", "or", "in", "is", "if", "else", "not", "for"];

const deepestBrackets = 100;

function isQuote(code: number): boolean {
  return code === 34 || code === 39;
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
  const string = (quote: number, isFormat: boolean): void => {
    const end = stringEnd(text, at, quote, isFormat);
    push("string", at, end);
    at = end;
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
    const code = text.charCodeAt(at);
    // space, tab, form feed
    if (code === 32 || code === 9 || code === 12) {
      at++;
      continue;
    }
    if (isNameStart(text, at)) {
      const end = nameEnd(text, at);
      const prefix =
        end - at <= 2 && isQuote(text.charCodeAt(end)) ? text.slice(at, end).toLowerCase() : undefined;
      if (prefix !== undefined && prefixes.has(prefix)) string(end, prefix.includes("f"));
      else {
        push("name", at, end);
        at = end;
      }
      continue;
    }
    if (isQuote(code)) {
      string(at, false);
      continue;
    }
    if (code === 10) {
      if (brackets.length === 0 && !inBrackets) {
        push("newline", at, at + 1);
        atLineStart = true;
      }
      at++;
      continue;
    }
    if (isDigit(code) || (code === 46 && isDigit(text.charCodeAt(at + 1)))) {
      const end = numberEnd(text, at);
      if (isNameStart(text, end) && !afterNumber.some((word) => text.startsWith(word, end)))
        throw new SyntaxProblem("invalid decimal literal", at);
      push("number", at, end);
      at = end;
      continue;
    }
    // #
    if (code === 35) {
      const end = text.indexOf("\n", at);
      at = end < 0 || end > to ? to : end;
      continue;
    }
    // backslash
    if (code === 92) {
      if (text[at + 1] !== "\n")
        throw new SyntaxProblem("unexpected character after line continuation character", at);
      if (at + 2 >= text.length) throw new SyntaxProblem("unexpected EOF while parsing", at);
      at += 2;
      continue;
    }
    const operator = operatorsByFirst[code]?.find((candidate) => text.startsWith(candidate, at));
    if (operator === undefined)
      throw new SyntaxProblem(`invalid character ${JSON.stringify(text.charAt(at))}`, at);
    if (operator in closers) {
      brackets.push({ text: operator, at });
      if (brackets.length > deepestBrackets) throw new SyntaxProblem("too many nested parentheses", at);
    } else if (operator === ")" || operator === "]" || operator === "}") {
      const open = brackets.pop();
      if (open === undefined || closers[open.text] !== operator)
        throw new SyntaxProblem(`unmatched '${operator}'`, at);
    }
    tokens.push({ type: "op", text: operator, at, end: at + operator.length });
    at += operator.length;
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

import { SyntaxProblem } from "../syntax-problem.ts";

/** Where a string literal that begins at `from` ends; `quote` is the place of its first quote. */
export function stringEnd(text: string, from: number, quote: number, isFormat: boolean): number {
  const mark = text.charAt(quote);
  const isTriple = text.startsWith(mark.repeat(3), quote);
  const close = isTriple ? mark.repeat(3) : mark;
  const end = isFormat
    ? formatEnd(text, quote + close.length, close)
    : plainEnd(text, quote + close.length, close);
  if (end !== undefined) return end;
  throw new SyntaxProblem(
    isTriple ? "unterminated triple-quoted string literal" : "unterminated string literal",
    from,
  );
}

function formatEnd(text: string, from: number, close: string): number | undefined {
  const isTriple = close.length > 1;
  let at = from;
  let depth = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "\\") {
      at += 2;
      continue;
    }
    if (depth === 0 && text.startsWith(close, at)) return at + close.length;
    if (character === "\n" && !isTriple) break;
    if (character === "{") {
      if (depth === 0 && text[at + 1] === "{") at++;
      else depth++;
    } else if (character === "}") {
      if (depth > 0) depth--;
    } else if (depth > 0 && (character === "'" || character === '"')) {
      const isOwn = text.startsWith(close, at) && !isTriple;
      const inner = tryStringEnd(text, at);
      if (inner === undefined && isOwn) return at + close.length;
      at = inner ?? at + 1;
      continue;
    }
    at++;
  }
  return undefined;
}

/** The end of a string without replacement fields; undefined when it has none. */
function plainEnd(text: string, from: number, close: string): number | undefined {
  if (close.length > 1) return tripleEnd(text, from, close);
  const mark = close.charCodeAt(0);
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === mark) return at + 1;
    // backslash
    if (code === 92) at++;
    else if (code === 10) return undefined;
  }
  return undefined;
}

function tripleEnd(text: string, from: number, close: string): number | undefined {
  let at = from;
  for (;;) {
    const end = text.indexOf(close, at);
    if (end < 0) return undefined;
    const escape = text.slice(at, end).indexOf("\\");
    if (escape < 0) return end + close.length;
    at += escape + 2;
  }
}

function tryStringEnd(text: string, at: number): number | undefined {
  try {
    return stringEnd(text, at, at, false);
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) return undefined;
    throw thrown;
  }
}

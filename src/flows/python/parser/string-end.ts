import { SyntaxProblem } from "../syntax-problem.ts";

/** Where a string literal that begins at `from` ends; `quote` is the place of its first quote. */
export function stringEnd(text: string, from: number, quote: number, isFormat: boolean): number {
  const mark = text.charAt(quote);
  const isTriple = text.startsWith(mark.repeat(3), quote);
  const close = isTriple ? mark.repeat(3) : mark;
  let at = quote + close.length;
  let depth = 0;
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "\\") {
      at += 2;
      continue;
    }
    if (depth === 0 && text.startsWith(close, at)) return at + close.length;
    if (character === "\n" && !isTriple) break;
    if (isFormat && character === "{") {
      if (depth === 0 && text[at + 1] === "{") at++;
      else depth++;
    } else if (isFormat && character === "}") {
      if (depth > 0) depth--;
    } else if (isFormat && depth > 0 && (character === "'" || character === '"')) {
      const isOwn = text.startsWith(close, at) && !isTriple;
      const inner = tryStringEnd(text, at);
      if (inner === undefined && isOwn) return at + close.length;
      at = inner ?? at + 1;
      continue;
    }
    at++;
  }
  throw new SyntaxProblem(
    isTriple ? "unterminated triple-quoted string literal" : "unterminated string literal",
    from,
  );
}

function tryStringEnd(text: string, at: number): number | undefined {
  try {
    return stringEnd(text, at, at, false);
  } catch (thrown) {
    if (thrown instanceof SyntaxProblem) return undefined;
    throw thrown;
  }
}

import { SyntaxProblem } from "../syntax-problem.ts";
import type { Token } from "./token.ts";

const deepestIndent = 100;

interface Line {
  readonly isBlank: boolean;
  /** The first character of the line that is no space. */
  readonly at: number;
  /** Behind the line, for a blank one. */
  readonly end: number;
  readonly width: number;
  readonly alternative: number;
}

export function indentation(text: string, from: number): Line {
  let at = from;
  let width = 0;
  let alternative = 0;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 32) {
      width++;
      alternative++;
    } else if (code === 9) {
      width = (Math.floor(width / 8) + 1) * 8;
      alternative++;
    } else if (code === 12) {
      width = 0;
      alternative = 0;
    } else break;
  }
  const isBlank = at >= text.length || text[at] === "\n" || text[at] === "#";
  let end = at;
  if (isBlank) {
    const next = text.indexOf("\n", at);
    end = next < 0 ? text.length + 1 : next + 1;
  }
  return { isBlank, at, end, width, alternative };
}

export function indent(
  line: Line,
  indents: { readonly width: number; readonly alternative: number }[],
  push: (type: Token["type"], start: number, end: number) => void,
): void {
  const current = indents.at(-1) ?? { width: 0, alternative: 0 };
  if (line.width === current.width) {
    if (line.alternative !== current.alternative)
      throw new SyntaxProblem("inconsistent use of tabs and spaces in indentation", line.at);
    return;
  }
  if (line.width > current.width) {
    if (line.alternative <= current.alternative)
      throw new SyntaxProblem("inconsistent use of tabs and spaces in indentation", line.at);
    if (indents.length >= deepestIndent) throw new SyntaxProblem("too many levels of indentation", line.at);
    indents.push({ width: line.width, alternative: line.alternative });
    push("indent", line.at, line.at);
    return;
  }
  while ((indents.at(-1)?.width ?? 0) > line.width) {
    indents.pop();
    push("dedent", line.at, line.at);
  }
  if (indents.at(-1)?.width !== line.width)
    throw new SyntaxProblem("unindent does not match any outer indentation level", line.at);
}

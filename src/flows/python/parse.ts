import type { Expr, Stmt } from "./ast.ts";
import { ExpressionParser } from "./parser/expression-parser.ts";
import { StatementParser } from "./parser/statement-parser.ts";
import { tokenize } from "./parser/tokenize.ts";
import { SyntaxProblem } from "./syntax-problem.ts";

/**
 * Parses decoded Python source as Python 3.`minor` does. Throws {@link SyntaxProblem} at the first thing that is not Python.
 *
 * The grammar of Lezer was tried first: it refuses a bare `yield`, `1.`, `with (a as b, c as d):` and others that Python takes, and
 * takes `print "x"` and others that Python refuses; a reader that must agree with Python needs its own.
 */
export function parsePython(text: string, minor = 12): readonly Stmt[] {
  const nul = text.indexOf("\0");
  if (nul >= 0) throw new SyntaxProblem("source code cannot contain null bytes", nul);
  return new StatementParser(text, tokenize(text), minor).file();
}

/** Parses the text of an annotation or of a forward reference, as `eval` would. */
export function parseExpression(text: string): Expr {
  const trimmed = text.trim();
  return new ExpressionParser(trimmed, tokenize(trimmed, true)).whole();
}

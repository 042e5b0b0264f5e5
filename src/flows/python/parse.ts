import type { SyntaxNodeRef, Tree } from "@lezer/common";
import { parser } from "@lezer/python";
import type { Stmt } from "./ast.ts";
import { lowerStatements } from "./lower-statement.ts";
import { SyntaxProblem } from "./syntax-problem.ts";

/** Parses decoded Python source. Throws {@link SyntaxProblem} at the first thing that is not Python. */
export function parsePython(text: string): readonly Stmt[] {
  const nul = text.indexOf("\0");
  if (nul >= 0) throw new SyntaxProblem("source code cannot contain null bytes", nul);
  const tree = parser.parse(text);
  refuseErrors(tree);
  return lowerStatements({ text, depth: 0 }, tree.topNode);
}

/** Throws at the first place that Lezer had to repair, except repairs that only its grammar needs. */
function refuseErrors(tree: Tree): void {
  tree.cursor().iterate((node) => {
    if (node.type.isError && !isGrammarGap(node)) throw new SyntaxProblem("invalid syntax", node.from);
    return undefined;
  });
}

/** `with (a as b, c as d):` is Python since 3.10 and unknown to Lezer's grammar; the lowering reads its repair. */
function isGrammarGap(node: SyntaxNodeRef): boolean {
  const parent = node.node.parent;
  if (parent === null) return false;
  if (parent.name === "WithStatement") return node.node.firstChild?.name === ")" && node.node.firstChild.nextSibling === null;
  return (parent.name === "ParenthesizedExpression" || parent.name === "TupleExpression") && parent.parent?.name === "WithStatement" && node.from === node.to;
}

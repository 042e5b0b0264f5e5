import type { SyntaxNode } from "@lezer/common";
import type { Expr, Param, ParamKind } from "./ast.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { children, first, identifier, only, splitAt, type Source } from "./tree.ts";

type LowerExpression = (source: Source, node: SyntaxNode) => Expr;

/** Lowers the parameters of a function or a lambda. The expression lowering is passed in, as the two know each other. */
export function lowerParams(source: Source, list: SyntaxNode, lowerExpression: LowerExpression): Param[] {
  const params: Param[] = [];
  const seen = new Set<string>();
  let starred = false;
  let closed = false;
  let defaults = false;
  const nodes = children(list).filter((node) => node.name !== "(" && node.name !== ")");
  for (const group of splitAt(nodes, ",")) {
    const head = group[0];
    if (head === undefined) {
      markPositionalOnly(params, starred, list.from);
      continue;
    }
    if (closed) throw new SyntaxProblem("arguments cannot follow var-keyword argument", head.from);
    const isStar = head.name === "*";
    const isDouble = head.name === "**";
    if (isStar) {
      if (starred) throw new SyntaxProblem("* argument may appear only once", head.from);
      starred = true;
      if (group.length === 1) continue;
    }
    if (isDouble) closed = true;
    const rest = isStar || isDouble ? group.slice(1) : group;
    const nameNode = first(rest, head.to);
    if (nameNode.name !== "VariableName") throw new SyntaxProblem("invalid syntax", nameNode.from);
    const name = identifier(source, nameNode);
    if (seen.has(name)) throw new SyntaxProblem(`duplicate argument '${name}' in function definition`, nameNode.from);
    seen.add(name);
    const typeDef = rest.find((node) => node.name === "TypeDef");
    const assign = rest.findIndex((node) => node.name === "AssignOp");
    const annotation = typeDef === undefined ? undefined : annotationOf(source, typeDef, lowerExpression, isStar);
    const value = assign < 0 ? undefined : lowerExpression(source, only(rest.slice(assign + 1), nameNode.to));
    const kind: ParamKind = isStar ? "var-positional" : isDouble ? "var-keyword" : starred ? "keyword-only" : "positional";
    if (kind === "positional") {
      if (value !== undefined) defaults = true;
      else if (defaults) throw new SyntaxProblem("parameter without a default follows parameter with a default", nameNode.from);
    }
    params.push({ name, kind, annotation, value, at: nameNode.from, end: nameNode.to });
  }
  return params;
}

/** Lezer's tree has no node for `/`: an empty group stands for it. */
function markPositionalOnly(params: Param[], starred: boolean, at: number): void {
  if (starred || params.length === 0 || params.some((param) => param.kind === "positional-only")) throw new SyntaxProblem("/ cannot stand here", at);
  for (const [index, param] of params.entries()) params[index] = { ...param, kind: "positional-only" };
}

/** The expression behind the colon of a TypeDef. */
export function annotationOf(source: Source, typeDef: SyntaxNode, lowerExpression: LowerExpression, starred = false): Expr {
  const nodes = children(typeDef).filter((node) => node.name !== ":" && node.name !== "->");
  if (starred && nodes[0]?.name === "*") {
    const value = lowerExpression(source, only(nodes.slice(1), typeDef.from));
    return { k: "Star", value, at: typeDef.from, end: typeDef.to };
  }
  return lowerExpression(source, only(nodes, typeDef.from));
}

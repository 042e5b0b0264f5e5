import type { SyntaxNode } from "@lezer/common";
import type { ClassDef, Expr, FunctionDef } from "./ast.ts";
import { lowerArguments, lowerExpression } from "./lower-expression.ts";
import { annotationOf, lowerParams } from "./lower-params.ts";
import { lowerStatements, lowerTypeParams } from "./lower-statement.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { children, first, identifier, type Source } from "./tree.ts";

/** The expression of a decorator: a dotted name, called or not. */
function lowerDecorator(source: Source, node: SyntaxNode): Expr {
  const nodes = children(node);
  const names = nodes.filter((child) => child.name === "VariableName");
  const list = nodes.find((child) => child.name === "ArgList");
  const head = first(names, node.from);
  let value: Expr = { k: "Name", id: identifier(source, head), at: head.from, end: head.to };
  for (const name of names.slice(1)) {
    value = { k: "Attr", value, name: identifier(source, name), at: head.from, end: name.to };
  }
  return list === undefined ? value : { k: "Call", fn: value, ...lowerArguments(source, list), at: head.from, end: list.to };
}

/** Whether a function's own body yields. */
function yields(body: SyntaxNode): boolean {
  let found = false;
  body.cursor().iterate((inner) => {
    if (found) return false;
    if (inner.name === "FunctionDefinition" || inner.name === "LambdaExpression" || inner.name === "ClassDefinition") return false;
    if (inner.name === "YieldExpression" || inner.name === "YieldStatement") found = true;
    return undefined;
  });
  return found;
}

/** Lowers a def with its decorators. */
export function lowerFunction(source: Source, node: SyntaxNode, decorators: readonly SyntaxNode[]): FunctionDef {
  const nodes = children(node);
  const name = nodes.find((child) => child.name === "VariableName");
  const list = nodes.find((child) => child.name === "ParamList");
  const block = nodes.at(-1);
  if (name === undefined || list === undefined || block?.name !== "Body") throw new SyntaxProblem("invalid function definition", node.from);
  const returns = nodes.find((child) => child.name === "TypeDef");
  return {
    k: "Function",
    name: identifier(source, name),
    nameAt: name.from,
    params: lowerParams(source, list, lowerExpression),
    returns: returns === undefined ? undefined : annotationOf(source, returns, lowerExpression),
    body: lowerStatements(source, block),
    decorators: decorators.map((decorator) => lowerDecorator(source, decorator)),
    typeParams: lowerTypeParams(source, nodes.find((child) => child.name === "TypeParamList")),
    isAsync: nodes[0]?.name === "async",
    isGenerator: yields(block),
    at: node.from,
    end: node.to,
  };
}

/** Lowers a class with its decorators. */
export function lowerClass(source: Source, node: SyntaxNode, decorators: readonly SyntaxNode[]): ClassDef {
  const nodes = children(node);
  const name = nodes.find((child) => child.name === "VariableName");
  const block = nodes.at(-1);
  if (name === undefined || block?.name !== "Body") throw new SyntaxProblem("invalid class definition", node.from);
  const list = nodes.find((child) => child.name === "ArgList");
  return {
    k: "Class",
    name: identifier(source, name),
    nameAt: name.from,
    ...(list === undefined ? { args: [], keywords: [] } : lowerArguments(source, list)),
    body: lowerStatements(source, block),
    decorators: decorators.map((decorator) => lowerDecorator(source, decorator)),
    typeParams: lowerTypeParams(source, nodes.find((child) => child.name === "TypeParamList")),
    at: node.from,
    end: node.to,
  };
}

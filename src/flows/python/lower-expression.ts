import type { SyntaxNode } from "@lezer/common";
import type { Comprehension, Expr, FormatPart, Keyword, Param } from "./ast.ts";
import { numberValue, quoted, stringValue, unescape } from "./literals.ts";
import { lowerParams } from "./lower-params.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { children, deepest, first, identifier, only, splitAt, textOf, type Source } from "./tree.ts";

/** Lowers one expression node of Lezer's tree. */
export function lowerExpression(source: Source, node: SyntaxNode): Expr {
  if (++source.depth > deepest) throw new SyntaxProblem("the source is nested too deeply", node.from);
  try {
    return lower(source, node);
  } finally {
    source.depth--;
  }
}

/** Lowers a comma separated list without brackets: one expression, or a tuple. */
export function lowerList(source: Source, nodes: readonly SyntaxNode[], at: number): Expr {
  const head = first(nodes, at);
  const last = nodes.at(-1) ?? head;
  const isTuple = nodes.some((node) => node.name === ",");
  const items = splitAt(nodes, ",").map((group) => lowerItem(source, group, at));
  const [item] = items;
  if (!isTuple && item !== undefined) {
    if (item.k === "Star") throw new SyntaxProblem("can't use starred expression here", item.at);
    return item;
  }
  return { k: "Tuple", items, at: head.from, end: last.to };
}

/** One item of a list: an expression, or a starred one. */
export function lowerItem(source: Source, group: readonly SyntaxNode[], at: number): Expr {
  const head = first(group, at);
  if (head.name === "*") {
    const value = lowerExpression(source, only(group.slice(1), head.to));
    return { k: "Star", value, at: head.from, end: value.end };
  }
  return lowerExpression(source, only(group, at));
}

function inside(nodes: readonly SyntaxNode[]): SyntaxNode[] {
  return nodes.slice(1, -1);
}

function lower(source: Source, node: SyntaxNode): Expr {
  const span = { at: node.from, end: node.to };
  switch (node.name) {
    case "VariableName":
      return { k: "Name", id: identifier(source, node), ...span };
    case "Number": {
      const { value, imaginary } = numberValue(textOf(source, node), node.from);
      return imaginary ? { k: "Imaginary", value: Number(value), ...span } : { k: "Const", value, ...span };
    }
    case "String":
      return { k: "Const", value: stringValue(textOf(source, node), node.from), ...span };
    case "FormatString":
      return { k: "Format", parts: formatParts(source, node), ...span };
    case "ContinuedString":
      return continued(source, node);
    case "Boolean":
      return { k: "Const", value: textOf(source, node) === "True", ...span };
    case "None":
      return { k: "Const", value: null, ...span };
    case "Ellipsis":
    case "...":
      return { k: "Ellipsis", ...span };
    case "ParenthesizedExpression": {
      const nodes = inside(children(node));
      const item = lowerItem(source, nodes, node.from);
      if (item.k === "Star") throw new SyntaxProblem("cannot use starred expression here", item.at);
      return item;
    }
    case "TupleExpression":
    case "ArrayExpression":
    case "SetExpression": {
      const items = splitAt(inside(children(node)), ",").map((group) => lowerItem(source, group, node.from));
      const k = node.name === "TupleExpression" ? "Tuple" : node.name === "ArrayExpression" ? "List" : "Set";
      return { k, items, ...span };
    }
    case "DictionaryExpression":
      return { k: "Dict", items: splitAt(inside(children(node)), ",").map((group) => entry(source, group, node.from)), ...span };
    case "ComprehensionExpression":
    case "ArrayComprehensionExpression":
    case "SetComprehensionExpression":
    case "DictionaryComprehensionExpression":
      return comprehension(source, node, inside(children(node)));
    case "CallExpression": {
      const nodes = children(node);
      const fn = lowerExpression(source, first(nodes, node.from));
      return { k: "Call", fn, ...lowerArguments(source, only(nodes.slice(1), node.to)), ...span };
    }
    case "MemberExpression":
      return member(source, node);
    case "BinaryExpression":
      return binary(source, node);
    case "UnaryExpression": {
      const [operator, ...rest] = children(node);
      const value = lowerExpression(source, only(rest, node.from));
      return { k: "Unary", op: operator === undefined ? "" : textOf(source, operator), value, ...span };
    }
    case "AwaitExpression":
      return { k: "Await", value: lowerExpression(source, only(children(node).slice(1), node.to)), ...span };
    case "ConditionalExpression": {
      const [then, , test, , other] = children(node);
      if (then === undefined || test === undefined || other === undefined) throw new SyntaxProblem("invalid syntax", node.from);
      return {
        k: "Cond",
        test: lowerExpression(source, test),
        then: lowerExpression(source, then),
        other: lowerExpression(source, other),
        ...span,
      };
    }
    case "LambdaExpression": {
      const nodes = children(node);
      const list = nodes.find((child) => child.name === "ParamList");
      const params: readonly Param[] = list === undefined ? [] : lowerParams(source, list, lowerExpression);
      const body = nodes.at(-1);
      if (body === undefined) throw new SyntaxProblem("invalid syntax", node.from);
      return { k: "Lambda", params, body: lowerExpression(source, body), isGenerator: body.name === "YieldExpression", ...span };
    }
    case "NamedExpression": {
      const [target, , value] = children(node);
      if (target?.name !== "VariableName" || value === undefined) {
        throw new SyntaxProblem("cannot use assignment expressions here", node.from);
      }
      return { k: "Named", name: identifier(source, target), value: lowerExpression(source, value), ...span };
    }
    case "YieldExpression":
    case "YieldStatement":
      return lowerYield(source, node);
    default:
      throw new SyntaxProblem("invalid syntax", node.from);
  }
}

function lowerYield(source: Source, node: SyntaxNode): Expr {
  const span = { at: node.from, end: node.to };
  const nodes = children(node).slice(1);
  if (nodes[0]?.name === "from") return { k: "YieldFrom", value: lowerExpression(source, only(nodes.slice(1), node.to)), ...span };
  return { k: "Yield", value: nodes.length === 0 ? undefined : lowerList(source, nodes, node.from), ...span };
}

function entry(source: Source, group: readonly SyntaxNode[], at: number): { readonly key: Expr | undefined; readonly value: Expr } {
  const [head, colon, value] = group;
  if (head?.name === "**") return { key: undefined, value: lowerExpression(source, only(group.slice(1), at)) };
  if (head === undefined || colon?.name !== ":" || value === undefined) throw new SyntaxProblem("invalid syntax", at);
  return { key: lowerExpression(source, head), value: lowerExpression(source, value) };
}

/** Lowers `item for target in iter if …` given its nodes. */
function comprehension(source: Source, node: SyntaxNode, nodes: readonly SyntaxNode[]): Expr {
  const span = { at: node.from, end: node.to };
  const start = nodes.findIndex((child) => child.name === "for" || child.name === "async");
  const head = nodes.slice(0, start);
  const clauses = comprehensionClauses(source, nodes.slice(start), node.from);
  if (node.name === "DictionaryComprehensionExpression") {
    const { key, value } = entry(source, head, node.from);
    if (key === undefined) throw new SyntaxProblem("dict unpacking cannot be used in dict comprehension", node.from);
    return { k: "Comp", kind: "dict", item: key, value, clauses, ...span };
  }
  const item = lowerItem(source, head, node.from);
  if (item.k === "Star") throw new SyntaxProblem("iterable unpacking cannot be used in comprehension", item.at);
  const kind = node.name === "ArrayComprehensionExpression" ? "list" : node.name === "SetComprehensionExpression" ? "set" : "generator";
  return { k: "Comp", kind, item, value: undefined, clauses, ...span };
}

function comprehensionClauses(source: Source, nodes: readonly SyntaxNode[], at: number): Comprehension[] {
  const out: { target: Expr; iter: Expr; ifs: Expr[]; isAsync: boolean }[] = [];
  let i = 0;
  while (i < nodes.length) {
    const isAsync = nodes[i]?.name === "async";
    if (isAsync) i++;
    const keyword = nodes[i++];
    if (keyword?.name === "if") {
      out.at(-1)?.ifs.push(lowerExpression(source, only(nodes.slice(i, i + 1), at)));
      i++;
      continue;
    }
    if (keyword?.name !== "for") throw new SyntaxProblem("invalid syntax", keyword?.from ?? at);
    let stop = i;
    while (stop < nodes.length && nodes[stop]?.name !== "in") stop++;
    const target = lowerList(source, nodes.slice(i, stop), at);
    const iter = lowerExpression(source, only(nodes.slice(stop + 1, stop + 2), at));
    out.push({ target, iter, ifs: [], isAsync });
    i = stop + 2;
  }
  return out;
}

/** Lowers an ArgList node. */
export function lowerArguments(source: Source, node: SyntaxNode): { readonly args: Expr[]; readonly keywords: Keyword[] } {
  const args: Expr[] = [];
  const keywords: Keyword[] = [];
  const names = new Set<string>();
  const nodes = inside(children(node));
  const isGenerator = nodes.some((child) => child.name === "for");
  const groups = isGenerator ? [nodes] : splitAt(nodes, ",");
  for (const group of groups) {
    const head = first(group, node.from);
    const span = { at: head.from, end: group.at(-1)?.to ?? head.to };
    const second = group[1];
    if (head.name === "**") keywords.push({ name: undefined, value: lowerExpression(source, only(group.slice(1), head.to)), ...span });
    else if (second?.name === "AssignOp" && textOf(source, second) === "=") {
      const name = identifier(source, head);
      if (head.name !== "VariableName" || names.has(name)) throw new SyntaxProblem(`keyword argument repeated: ${name}`, head.from);
      names.add(name);
      keywords.push({ name, value: lowerExpression(source, only(group.slice(2), head.to)), ...span });
    } else {
      if (keywords.some((keyword) => keyword.name !== undefined) && head.name !== "*") {
        throw new SyntaxProblem("positional argument follows keyword argument", head.from);
      }
      if (head.name !== "*" && keywords.length > 0) throw new SyntaxProblem("positional argument follows keyword argument unpacking", head.from);
      if (head.name === "*" && keywords.some((keyword) => keyword.name === undefined)) {
        throw new SyntaxProblem("iterable argument unpacking follows keyword argument unpacking", head.from);
      }
      args.push(argument(source, group, head, groups.length > 1));
    }
  }
  return { args, keywords };
}

function argument(source: Source, group: readonly SyntaxNode[], head: SyntaxNode, crowded: boolean): Expr {
  const second = group[1];
  const span = { at: head.from, end: group.at(-1)?.to ?? head.to };
  if (second?.name === "AssignOp") {
    return { k: "Named", name: identifier(source, head), value: lowerExpression(source, only(group.slice(2), head.to)), ...span };
  }
  if (second !== undefined && (second.name === "for" || second.name === "async")) {
    if (crowded) throw new SyntaxProblem("Generator expression must be parenthesized", head.from);
    const clauses = comprehensionClauses(source, group.slice(1), head.from);
    return { k: "Comp", kind: "generator", item: lowerExpression(source, head), value: undefined, clauses, ...span };
  }
  return lowerItem(source, group, head.from);
}

function member(source: Source, node: SyntaxNode): Expr {
  const span = { at: node.from, end: node.to };
  const nodes = children(node);
  const value = lowerExpression(source, first(nodes, node.from));
  const token = nodes[1];
  if (token?.name === ".") return { k: "Attr", value, name: identifier(source, first(nodes.slice(2), node.to)), ...span };
  const inner = nodes.slice(2, -1);
  const groups = splitAt(inner, ",");
  const items = groups.map((group) => subscript(source, group, node.from));
  const [item] = items;
  const isTuple = inner.some((child) => child.name === ",") || item?.k === "Star";
  if (item === undefined) throw new SyntaxProblem("invalid syntax", node.to);
  const index: Expr = isTuple ? { k: "Tuple", items, at: item.at, end: items.at(-1)?.end ?? item.end } : item;
  return { k: "Sub", value, index, ...span };
}

function subscript(source: Source, group: readonly SyntaxNode[], at: number): Expr {
  if (!group.some((node) => node.name === ":")) return lowerItem(source, group, at);
  const bounds: (Expr | undefined)[] = [];
  let current: SyntaxNode | undefined;
  for (const node of group) {
    if (node.name === ":") {
      bounds.push(current === undefined ? undefined : lowerExpression(source, current));
      current = undefined;
    } else current = node;
  }
  bounds.push(current === undefined ? undefined : lowerExpression(source, current));
  const head = first(group, at);
  return { k: "Slice", lower: bounds[0], upper: bounds[1], step: bounds[2], at: head.from, end: group.at(-1)?.to ?? head.to };
}

const comparisons = new Set(["<", ">", "<=", ">=", "==", "!=", "in", "not in", "is", "is not"]);

function binary(source: Source, node: SyntaxNode): Expr {
  const span = { at: node.from, end: node.to };
  const nodes = children(node);
  const left = first(nodes, node.from);
  const right = nodes.at(-1);
  const operators = nodes.slice(1, -1);
  if (right === undefined || operators.length === 0) throw new SyntaxProblem("invalid syntax", node.from);
  const op = operators.map((operator) => textOf(source, operator)).join(" ");
  if (op === "and" || op === "or") {
    return { k: "Bool", op, left: lowerExpression(source, left), right: lowerExpression(source, right), ...span };
  }
  if (comparisons.has(op)) {
    const value = lowerExpression(source, right);
    const before = lowerExpression(source, left);
    if (left.name === "BinaryExpression" && before.k === "Compare") {
      return { k: "Compare", left: before.left, rest: [...before.rest, { op, value }], ...span };
    }
    return { k: "Compare", left: before, rest: [{ op, value }], ...span };
  }
  if (op === "<>") throw new SyntaxProblem("invalid syntax", node.from);
  return { k: "Bin", op, left: lowerExpression(source, left), right: lowerExpression(source, right), ...span };
}

function continued(source: Source, node: SyntaxNode): Expr {
  const span = { at: node.from, end: node.to };
  const pieces = children(node).map((child) => lowerExpression(source, child));
  if (pieces.some((piece) => piece.k === "Const" && piece.value instanceof Uint8Array)) {
    const chunks: number[] = [];
    for (const piece of pieces) {
      if (piece.k !== "Const" || !(piece.value instanceof Uint8Array)) throw new SyntaxProblem("cannot mix bytes and nonbytes literals", piece.at);
      chunks.push(...piece.value);
    }
    return { k: "Const", value: Uint8Array.from(chunks), ...span };
  }
  const parts: FormatPart[] = [];
  let plain = true;
  for (const piece of pieces) {
    if (piece.k === "Const" && typeof piece.value === "string") parts.push(piece.value);
    else if (piece.k === "Format") {
      plain = false;
      parts.push(...piece.parts);
    }
  }
  if (plain) return { k: "Const", value: parts.join(""), ...span };
  return { k: "Format", parts, ...span };
}

/** The parts of an f-string: text between the fields, and the fields. */
function formatParts(source: Source, node: SyntaxNode): FormatPart[] {
  const text = textOf(source, node);
  const { raw, quotes, start } = quoted(text);
  const parts: FormatPart[] = [];
  let position = node.from + start;
  const literal = (to: number): void => {
    if (to <= position) return;
    const inner = source.text.slice(position, to);
    const value = braces(inner, position);
    parts.push(raw ? value : unescape(value, false, position));
  };
  for (const child of children(node)) {
    if (child.name !== "FormatReplacement") continue;
    literal(child.from);
    parts.push(replacement(source, child));
    position = child.to;
  }
  literal(node.to - quotes);
  return parts;
}

function braces(text: string, at: number): string {
  const open = text.replaceAll("{{", "\0");
  const both = open.replaceAll("}}", "\x01");
  if (both.includes("}") || both.includes("{")) throw new SyntaxProblem("f-string: single '}' is not allowed", at);
  return both.replaceAll("\0", "{").replaceAll("\x01", "}");
}

function replacement(source: Source, node: SyntaxNode): FormatPart {
  const nodes = children(node);
  const stop = nodes.findIndex((child) => child.name === "FormatSelfDoc" || child.name === "FormatConversion" || child.name === "FormatSpec" || child.name === "}");
  const value = lowerList(source, nodes.slice(1, stop < 0 ? undefined : stop), node.from);
  const selfDoc = nodes.find((child) => child.name === "FormatSelfDoc");
  const conversion = nodes.find((child) => child.name === "FormatConversion");
  const spec = nodes.find((child) => child.name === "FormatSpec");
  const specParts: FormatPart[] = [];
  if (spec !== undefined) {
    let position = spec.from + 1;
    for (const child of children(spec)) {
      if (child.name !== "FormatReplacement") continue;
      if (child.from > position) specParts.push(source.text.slice(position, child.from));
      specParts.push(replacement(source, child));
      position = child.to;
    }
    if (spec.to > position) specParts.push(source.text.slice(position, spec.to));
  }
  let text: string | undefined;
  if (selfDoc !== undefined) {
    let to = selfDoc.to;
    while (source.text[to] === " ") to++;
    text = source.text.slice(node.from + 1, to);
  }
  return { value, conversion: conversion === undefined ? "" : textOf(source, conversion).slice(1), spec: specParts, text };
}

import type { SyntaxNode } from "@lezer/common";
import { SyntaxProblem } from "./syntax-problem.ts";

/** The children of a node without comments, in order. */
export function children(node: SyntaxNode): SyntaxNode[] {
  const out: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== "Comment") out.push(child);
  }
  return out;
}

/** Splits children at a token: `a, b, c` with `,` gives three groups; a trailing one gives no empty group. */
export function splitAt(nodes: readonly SyntaxNode[], token: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [];
  let group: SyntaxNode[] = [];
  for (const node of nodes) {
    if (node.name === token) {
      groups.push(group);
      group = [];
    } else group.push(node);
  }
  if (group.length > 0) groups.push(group);
  return groups;
}

/** The first of a group, which must be there. */
export function first(nodes: readonly SyntaxNode[], at: number): SyntaxNode {
  const node = nodes[0];
  if (node === undefined) throw new SyntaxProblem("something is missing here", at);
  return node;
}

/** The only node of a group. */
export function only(nodes: readonly SyntaxNode[], at: number): SyntaxNode {
  const node = first(nodes, at);
  const extra = nodes[1];
  if (extra !== undefined) throw new SyntaxProblem("invalid syntax", extra.from);
  return node;
}

/** Deeper nesting than this is refused rather than followed. */
export const deepest = 150;

/** The text that is lowered, and how deep we are in it. */
export interface Source {
  readonly text: string;
  depth: number;
}

/** The text of a node. */
export function textOf(source: Source, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to);
}

/** An identifier as Python sees it: normalised. */
export function identifier(source: Source, node: SyntaxNode): string {
  const text = textOf(source, node);
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return text.normalize("NFKC");
  return text;
}

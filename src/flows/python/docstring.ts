import { expandTabs } from "./values/text-parts.ts";

/** Space, tab, line feed, vertical tab, form feed, carriage return. */
function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function leading(line: string): number {
  let count = 0;
  while (count < line.length && isSpace(line.charCodeAt(count))) count++;
  return count;
}

function isEmpty(line: string): boolean {
  return leading(line) === line.length;
}

/** `inspect.cleandoc`: removes the indentation that all lines but the first share, and empty lines at both ends. */
export function cleanDoc(text: string): string {
  const lines = (text.includes("\t") ? expandTabs(text) : text).split("\n");
  let margin = Infinity;
  for (const line of lines.slice(1)) if (!isEmpty(line)) margin = Math.min(margin, leading(line));
  const [head = "", ...rest] = lines;
  const cleaned = [
    head.slice(leading(head)),
    ...rest.map((line) => (margin === Infinity ? line : line.slice(margin))),
  ];
  while (cleaned.length > 0 && cleaned.at(-1) === "") cleaned.pop();
  while (cleaned.length > 0 && cleaned[0] === "") cleaned.shift();
  return cleaned.join("\n");
}

const parameterHeadings = new Set(["args", "arguments", "params", "parameters"]);
const otherHeadings = new Set([
  "keyword args",
  "keyword arguments",
  "other args",
  "other arguments",
  "other params",
  "other parameters",
  "type args",
  "type arguments",
  "type params",
  "type parameters",
  "raises",
  "exceptions",
  "returns",
  "yields",
  "receives",
  "examples",
  "attributes",
  "functions",
  "methods",
  "classes",
  "type aliases",
  "modules",
  "warns",
  "warnings",
]);

/** `Args:`, `Note: text`: a heading as griffe's Google parser sees one; undefined for other lines. */
function headingOf(line: string): string | undefined {
  if (!line.includes(":")) return undefined;
  const match = /^([\p{L}\p{N}_][\s\p{L}\p{N}_-]*):(?:\s+[^\s].*)?\s*$/u.exec(line);
  return match?.[1]?.toLowerCase();
}

interface Block {
  readonly items: string[][];
  /** Index of the last line that belongs to the block. */
  readonly last: number;
}

/** Items that are indented below a heading. Undefined where griffe itself fails on the text. */
function readItems(lines: readonly string[], start: number): Block | undefined {
  if (start >= lines.length) return { items: [], last: start };
  let at = start;
  while (isEmpty(lines[at] ?? "x")) at++;
  const head = lines[at];
  if (head === undefined) return undefined;
  const indent = leading(head);
  if (indent === 0) return { items: [], last: at - 1 };
  const items: string[][] = [[head.slice(indent)]];
  for (at++; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (isEmpty(line)) items.at(-1)?.push("");
    else if (line.startsWith(" ".repeat(indent * 2))) items.at(-1)?.push(line.slice(indent * 2));
    else if (line.startsWith(" ".repeat(indent + 1))) items.at(-1)?.push(line.slice(leading(line)));
    else if (line.startsWith(" ".repeat(indent))) items.push([line.slice(indent)]);
    else break;
  }
  return { items, last: at - 1 };
}

/** A block of text below an admonition: where it ends, and whether it has anything. */
function readText(
  lines: readonly string[],
  start: number,
): { readonly found: boolean; readonly last: number } {
  if (start >= lines.length) return { found: false, last: start - 1 };
  let at = start;
  while (at < lines.length && isEmpty(lines[at] ?? "")) at++;
  const indent = leading(lines[at] ?? "");
  if (indent === 0) return { found: false, last: start - 1 };
  const margin = " ".repeat(indent);
  for (at++; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (!line.startsWith(margin) && !isEmpty(line)) break;
  }
  return { found: true, last: at - 1 };
}

function strip(text: string): string {
  return text.trim();
}

function parameterOf(item: readonly string[]): { readonly name: string; readonly text: string } | undefined {
  const [head = "", ...rest] = item;
  const colon = head.indexOf(":");
  if (colon < 0) return undefined;
  const before = head.slice(0, colon);
  const lines = [head.slice(colon + 1).trimStart(), ...rest];
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  const open = before.indexOf("(");
  const name = open >= 0 && before.endsWith(")") ? strip(before.slice(0, open)) : before;
  return { name, text: lines.join("\n") };
}

/** What a docstring says of each parameter, as Prefect takes it: Google style, the last `Args:` section only. */
export function parameterTexts(docstring: string | null): ReadonlyMap<string, string> {
  let found = new Map<string, string>();
  if (docstring === null || docstring === "") return found;
  const lines = cleanDoc(docstring.trimEnd()).split("\n");
  let fenced = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const isFence = line.replace(/^ +/u, "").startsWith("```");
    if (isFence) fenced = !fenced;
    const heading = fenced || isFence ? undefined : headingOf(line);
    if (heading === undefined) continue;
    const next = lines[at + 1];
    const second = lines[at + 2];
    const blankAbove = at === 0 || isEmpty(lines[at - 1] ?? "");
    const blankBelow = next !== undefined && isEmpty(next);
    const indentedBelow = next !== undefined && !blankBelow && next.startsWith(" ");
    const indentedLater = second !== undefined && !isEmpty(second) && second.startsWith(" ");
    if (!indentedBelow && !indentedLater) continue;
    if (!blankAbove || (indentedLater && blankBelow)) continue;
    if (parameterHeadings.has(heading)) {
      const block = readItems(lines, at + 1);
      if (block === undefined) return found;
      found = new Map(
        block.items.flatMap((item) => {
          const parameter = parameterOf(item);
          return parameter === undefined ? [] : [[parameter.name, parameter.text] as const];
        }),
      );
      at = block.last;
    } else if (otherHeadings.has(heading))
      at = (
        heading === "returns" || heading === "yields" || heading === "examples"
          ? readText(lines, at + 1)
          : (readItems(lines, at + 1) ?? { last: at })
      ).last;
    else at = readText(lines, at + 1).last;
  }
  return found;
}

/** The text above the first section of a docstring (griffe's Google style); undefined where it begins with a section. */
export function firstText(docstring: string): string | undefined {
  const lines = cleanDoc(docstring.trimEnd()).split("\n");
  let fenced = false;
  for (const [at, line] of lines.entries()) {
    const isFence = line.replace(/^ +/u, "").startsWith("```");
    if (isFence) fenced = !fenced;
    if (fenced || isFence || headingOf(line) === undefined) continue;
    const next = lines[at + 1] ?? "";
    const second = lines[at + 2] ?? "";
    const isAbove = at === 0 || isEmpty(lines[at - 1] ?? "");
    const isBelow = !isEmpty(next) && next.startsWith(" ");
    const isLater = !isEmpty(second) && second.startsWith(" ");
    if ((isBelow || isLater) && isAbove && !(isLater && lines[at + 1] !== undefined && isEmpty(next)))
      return at === 0 ? undefined : lines.slice(0, at).join("\n");
  }
  return lines.join("\n");
}

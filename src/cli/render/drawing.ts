import type { GraphNode, GraphResult } from "../../index.ts";
import { boxHeight, layOut, linesOf } from "./layout.ts";
import { html, renderPage, renderTable } from "./page.ts";

/** A drawing as text for Mermaid: each environment is a box. */
export function renderMermaid({ nodes, edges }: GraphResult): string {
  const ids = new Map(nodes.map(({ id }, index) => [id, `n${String(index)}`]));
  const environments = [...new Set(nodes.flatMap(({ environment }) => environment ?? []))].sort();
  const line = (node: GraphNode): string => `${ids.get(node.id) ?? ""}${shape(node)}`;
  return [
    "flowchart LR",
    ...nodes.filter(({ environment }) => environment === undefined).map((node) => `  ${line(node)}`),
    ...environments.flatMap((environment, index) => [
      `  subgraph e${String(index)}["${mermaid(environment)}"]`,
      ...nodes.filter((node) => node.environment === environment).map((node) => `    ${line(node)}`),
      "  end",
    ]),
    ...edges.map(({ from, to }) => `  ${ids.get(from) ?? ""} --> ${ids.get(to) ?? ""}`),
    "",
  ].join("\n");
}

function shape(node: GraphNode): string {
  const text = mermaid(linesOf(node).join("<br/>")).replaceAll("&lt;br/&gt;", "<br/>");
  if (node.kind === "flow") return `(["${text}"])`;
  return node.external === true ? `[/"${text}"/]` : `["${text}"]`;
}

/** A drawing as SVG: what is needed stands right of what needs it. */
export function renderSvg(result: GraphResult): string {
  const { places, width, height } = layOut(result);
  const lines = result.edges.flatMap(({ from, to }) => {
    const [start, end] = [places.get(from), places.get(to)];
    if (start === undefined || end === undefined) return [];
    const [x1, y1, x2, y2] = [start.x + start.width, start.y + boxHeight / 2, end.x, end.y + boxHeight / 2];
    const bend = Math.max(30, Math.abs(x2 - x1) / 2);
    const path = `M${px(x1)},${px(y1)}C${px(x1 + bend)},${px(y1)} ${px(x2 - bend)},${px(y2)} ${px(x2)},${px(y2)}`;
    return [`<path class="edge" d="${path}" marker-end="url(#arrow)"/>`];
  });
  const shapes = result.nodes.map((node) => {
    const { x = 0, y = 0, width: wide = 0 } = places.get(node.id) ?? {};
    const [first = "", second = ""] = linesOf(node);
    const about = node.environment === undefined ? second : `${second} (${node.environment})`;
    const middle = px(x + wide / 2);
    return `<g class="${node.external === true ? "external" : html(node.kind)}"><title>${html(`${node.kind} ${node.name}`)}</title><rect x="${px(x)}" y="${px(y)}" width="${px(wide)}" height="${px(boxHeight)}" rx="${node.kind === "flow" ? "22" : "5"}"/><text x="${middle}" y="${px(y + 19)}" text-anchor="middle">${html(first)}</text><text class="about" x="${middle}" y="${px(y + 35)}" text-anchor="middle">${html(about)}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${px(width)} ${px(height)}" width="${px(width)}" height="${px(height)}" role="img" aria-label="${html(`What ${result.project} declares`)}">
<style>text{font:12px system-ui,sans-serif;fill:currentColor}.about{font-size:10px}rect{fill:none;stroke:currentColor}.external rect{stroke-dasharray:3 3}.edge{fill:none;stroke:currentColor;opacity:.5}</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0L8,4L0,8z" fill="currentColor"/></marker></defs>
${[...lines, ...shapes].join("\n")}
</svg>
`;
}

/** A drawing as a page that needs nothing else, with the same as a table. */
export function renderGraphPage(result: GraphResult): string {
  const svg = renderSvg(result);
  const rows = result.nodes.map((node) => {
    const needs = result.edges.filter(({ from }) => from === node.id).map(({ to }) => to);
    const cells = [node.name, node.kind, node.environment ?? "", (node.recipes ?? []).join(", ")];
    return [...cells, needs.join(", ")].map(html);
  });
  const heads = ["name", "kind", "environment", "recipes", "needs"];
  const body = `<figure tabindex="0" aria-label="Drawing">
${svg}</figure><h2>The same as a table</h2>
${renderTable("The same as a table", heads, rows)}`;
  return renderPage({
    title: result.project,
    body,
    style: "body{max-width:none}figure{margin:0;overflow:auto}main rect{fill:light-dark(#fff,#121212)}",
  });
}

const px = (value: number): string => String(Math.round(value * 10) / 10);
const mermaid = (text: string): string =>
  text.replaceAll("#", "#35;").replaceAll('"', "#quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

import { describe, expect, it } from "vitest";
import { layOut } from "../../../src/cli/render/layout.ts";
import { renderGraphPage, renderMermaid, renderSvg } from "../../../src/cli/render/drawing.ts";
import type { GraphResult } from "../../../src/index.ts";

const drawn: GraphResult = {
  project: "acme",
  nodes: [
    { id: "flow:etl", kind: "flow", name: "etl" },
    {
      id: "deployment:etl/a",
      kind: "deployment",
      name: 'etl/"a"',
      environment: "dev",
      recipes: ["work_pool", "tags"],
    },
    { id: "work-pool:<p>", kind: "work-pool", name: "<p>", environment: "dev", external: true },
  ],
  edges: [
    { from: "deployment:etl/a", to: "flow:etl" },
    { from: "deployment:etl/a", to: "work-pool:<p>" },
  ],
  diagnostics: [],
};

describe("a drawing of a project", () => {
  it("is text for Mermaid, with a box for each environment", () => {
    expect(renderMermaid(drawn)).toMatchInlineSnapshot(`
      "flowchart LR
        n0(["etl<br/>flow"])
        subgraph e0["dev"]
          n1["etl/#quot;a#quot;<br/>work_pool, tags"]
          n2[/"&lt;p&gt;<br/>work-pool, not ours"/]
        end
        n1 --> n0
        n1 --> n2
      "
    `);
  });

  it("puts what is needed right of what needs it, nothing on top of another", () => {
    const { places, width, height } = layOut(drawn);
    const [deployment, flow, pool] = ["deployment:etl/a", "flow:etl", "work-pool:<p>"].map((id) =>
      places.get(id),
    );
    expect(flow?.x).toBeGreaterThan((deployment?.x ?? 0) + (deployment?.width ?? 0));
    expect(pool?.x).toBe(flow?.x);
    expect(Math.abs((pool?.y ?? 0) - (flow?.y ?? 0))).toBeGreaterThan(44);
    expect(width).toBeGreaterThan((flow?.x ?? 0) + (flow?.width ?? 0));
    expect(height).toBeGreaterThan(100);
  });

  it("ends also where things need each other", () => {
    const circle = [
      { from: "a", to: "b" },
      { from: "b", to: "a" },
    ];
    const nodes = ["a", "b"].map((id) => ({ id, kind: "automation", name: id }));
    expect(layOut({ ...drawn, nodes, edges: circle }).places.size).toBe(2);
  });

  it("escapes names, and its page asks nobody else for anything", () => {
    const svg = renderSvg(drawn);
    expect(svg).toContain("&lt;p&gt;");
    expect(svg).not.toContain("<p>");
    const page = renderGraphPage(drawn);
    expect(page).not.toMatch(/(?:src|href)=|@import|url\((?!#)/);
    expect(page).toContain(
      '<th scope="row">etl/&quot;a&quot;</th><td>deployment</td><td>dev</td><td>work_pool, tags</td>',
    );
  });
});

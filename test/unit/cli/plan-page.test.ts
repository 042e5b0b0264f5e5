import { describe, expect, it } from "vitest";
import { renderPlanPage } from "../../../src/cli/render/plan-page.ts";
import { change, changes, planResult } from "./samples.ts";
import { runWith } from "./harness.ts";

describe("a plan as a page", () => {
  it("has each change with its fields, counts, and needs nothing else", () => {
    const page = renderPlanPage(planResult({ changes }));
    expect(page).toContain("<title>acme: 3 changes</title>");
    expect(page).toContain("37 unchanged");
    expect(page.match(/<details /g)).toHaveLength(3);
    expect(page).toContain("create (2)");
    expect(page).toContain(
      '<th scope="row">schedules.nightly.cron</th><td><code>&quot;0 2 * * *&quot;</code></td><td><code>&quot;0 3 * * *&quot;</code></td><td>recipe schedule, meta_prefect.yaml:21</td>',
    );
    expect(page).not.toMatch(/(?:src|href)=|@import|url\(/);
  });

  it("escapes what people called things", () => {
    const page = renderPlanPage(
      planResult({ changes: [change("delete", "variable", "<script>x</script>")] }),
    );
    expect(page).not.toContain("<script>x");
    expect(page).toContain("&lt;script&gt;x");
  });

  it("is what plan --html prints; the exit code stays", async () => {
    const result = planResult({ changes });
    const { code, stdout } = await runWith(["plan", "--html"], { plan: () => Promise.resolve(result) });
    expect([code, stdout]).toEqual([2, renderPlanPage(result)]);
  });
});

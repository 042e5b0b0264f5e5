import { describe, expect, it } from "vitest";
import { palette, plain } from "../../../src/cli/render/palette.ts";
import { renderPlan } from "../../../src/cli/render/plan.ts";
import { change, changes, owner, planResult } from "./samples.ts";

const orphans = [{ kind: "deployment", name: "old/hourly-dev", owner }];

describe("the text of a plan", () => {
  it("is aligned, lists changes with their fields, and counts the rest", () => {
    expect(renderPlan(planResult({ changes, orphans }), plain, false)).toMatchInlineSnapshot(`
      "acme · dev · http://127.0.0.1:4200/api

        + work-pool    local-process-work-pool-6da5fdd6
        + deployment   add-two-numbers-flow/local-run-dev
        ~ deployment   etl/nightly-dev
            version                     "3" → "4"
            schedules.nightly.cron      "0 2 * * *" → "0 3 * * *"     recipe schedule, meta_prefect.yaml:21

      2 to create, 1 to change, 37 unchanged. 1 no longer declared: old/hourly-dev (deploy --prune deletes it).
      "
    `);
  });

  it("says that there is nothing to do", () => {
    expect(renderPlan(planResult(), plain, false)).toBe(
      "acme · dev · http://127.0.0.1:4200/api\n\nNothing to do, 37 unchanged.\n",
    );
  });

  it("lists with -v what is unchanged and the fields of new things", () => {
    const text = renderPlan(planResult({ changes }), plain, true);
    expect(text).toContain(`tags                        (none) → ["env=dev"]`);
    expect(text).toContain("unchanged:\n  deployment   etl/weekly-dev\n");
  });

  it("does not name as an orphan what the plan deletes", () => {
    const text = renderPlan(
      planResult({ changes: [change("delete", "deployment", "old/hourly-dev")], orphans }),
      plain,
      false,
    );
    expect(text).toContain("  - deployment   old/hourly-dev\n");
    expect(text).toContain("1 to delete, 37 unchanged.\n");
    expect(text).not.toContain("no longer declared");
  });

  it("cuts long values and shows what is absent in words", () => {
    const fields = [
      { path: "description", have: "x".repeat(200) },
      { path: "parameters", want: null },
    ];
    const text = renderPlan(
      planResult({ changes: [change("update", "deployment", "a/b", fields)] }),
      plain,
      false,
    );
    expect(text).toContain(`"${"x".repeat(58)}… → (cleared)`);
    expect(text).toContain("(none) → null");
  });

  it("escapes control characters in names and values of others", () => {
    const fields = [{ path: "description", have: "\u001b[2J", want: "a\u202eb" }];
    const text = renderPlan(
      planResult({ changes: [change("adopt", "deployment", "a/\u001b]0;x\u0007", fields)] }),
      plain,
      false,
    );
    expect(text).toContain("a/\\x1b]0;x\\x07  (adopt)");
    expect(text).toContain("a\\u202eb");
    for (const character of ["\u001b", "\u0007", "\u202e"]) expect(text).not.toContain(character);
  });

  it("colours only the marks", () => {
    const colours = palette({ noColor: false, env: {}, isTerminal: true });
    const text = renderPlan(planResult({ changes }), colours, false);
    expect(text).toContain("  \u001b[32m+\u001b[39m work-pool    local");
    expect(text).toContain("  \u001b[33m~\u001b[39m deployment   etl");
    expect(text.split("\u001b[3").length - 1).toBe(6);
  });
});

import { expect, it } from "vitest";
import { renderDiagnostics } from "../../../src/cli/render/diagnostics.ts";
import { cut } from "../../../src/cli/render/escape.ts";
import { markdownDeploy, markdownPlan } from "../../../src/cli/render/markdown.ts";
import { palette } from "../../../src/cli/render/palette.ts";
import { rememberSecret } from "../../../src/errors/redact.ts";
import { change, deployResult, planResult } from "./samples.ts";

const secret = "canary-that-was-looked-up";
rememberSecret(secret);
const changed = change("update", "deployment", "etl/nightly-dev", [
  // The second one stands where values are cut.
  { path: "description", have: secret, want: `${"x".repeat(70)}${secret}` },
]);

it("a plan and a deploy as Markdown, which go into files, have no secret in them", () => {
  const outcome = {
    change: changed,
    status: "failed" as const,
    code: "apply-failed" as const,
    reason: secret,
  };
  for (const text of [
    markdownPlan(planResult({ changes: [changed] })),
    markdownDeploy(deployResult([outcome])),
  ]) {
    expect(text).toContain("***");
    expect(text).not.toContain("canary");
  }
});

it("what is cut shows no beginning of a secret", () => {
  expect(cut(`0123456789${secret}`, 20)).toBe("0123456789***");
  const source = `${"x".repeat(150)}${secret}`;
  const found = { severity: "error" as const, code: "invalid-value" as const, message: "wrong" };
  const colours = palette({ noColor: true, env: {}, isTerminal: false });
  const location = { file: "a.yaml", line: 1, column: 1 };
  expect(renderDiagnostics([{ ...found, location }], () => source, colours)).not.toContain("canary");
});

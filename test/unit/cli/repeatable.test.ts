import { describe, expect, it } from "vitest";
import { isRepeatable } from "../../../src/cli/repeatable.ts";

describe("command lines that may be repeated", () => {
  it.each([
    ["deploy"],
    ["plan", "--json"],
    ["deploy", "etl/nightly", "--env", "prod", "--env=dev", "-q", "--no-color"],
    ["deploy", "--project", "some folder", "--only", "etl/*", "--tag=x", "--prune"],
  ])("%s %s", (...args) => {
    expect(isRepeatable(args, {})).toBe(true);
  });

  it.each([
    [],
    ["drift"],
    ["deploy", "-v"],
    ["deploy", "--verbose"],
    ["plan", "--out", "plan.json"],
    ["plan", "--comment-file=c.md"],
    ["plan", "--html"],
    ["deploy", "--ttl", "1h"],
    ["deploy", "--wait"],
    ["deploy", "--smoke-run=etl/x"],
    ["deploy", "--changed-since", "main"],
    ["deploy", "--start-worker"],
    ["deploy", "--environment", "x"],
    ["--help"],
  ])("never %s %s", (...args) => {
    expect(isRepeatable(args, {})).toBe(false);
  });

  it("never where each run adds to a job's summary", () => {
    expect(isRepeatable(["deploy"], { GITHUB_STEP_SUMMARY: "/tmp/summary.md" })).toBe(false);
    expect(isRepeatable(["deploy"], { GITHUB_STEP_SUMMARY: "" })).toBe(true);
  });
});

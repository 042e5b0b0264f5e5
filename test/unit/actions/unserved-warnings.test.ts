import { expect, it } from "vitest";
import { unservedWarnings } from "../../../src/actions/unserved-warnings.ts";

it("warns once for each reason why nobody takes runs, with at most four names", () => {
  const idle = (name: string, pool = "p"): { name: string; reasons: readonly string[] } => ({
    name,
    reasons: [`no worker of ${pool} is online`],
  });
  const warnings = unservedWarnings([
    ...["a/1", "a/2", "a/3", "a/4", "a/5"].map((name) => idle(name)),
    idle("b/1", "q"),
    idle("b/2", "q"),
  ]);
  expect(warnings.map(({ code, message }) => [code, message])).toEqual([
    ["nobody-picks-up", "nobody takes the runs of a/1, a/2, a/3 and 2 more: no worker of p is online"],
    ["nobody-picks-up", "nobody takes the runs of b/1, b/2: no worker of q is online"],
  ]);
  expect(unservedWarnings([])).toEqual([]);
});

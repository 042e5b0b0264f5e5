import { describe, expect, it } from "vitest";
import { isMetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import { flow, isFlowReference } from "../../../src/flows/flow.ts";

describe("flow()", () => {
  it("names a flow by file or by module, as frozen data", () => {
    for (const entrypoint of ["flows/etl.py:etl", "package.module:etl", "flows/etl.py:Jobs.run"]) {
      const reference = flow(entrypoint);
      expect(reference).toEqual({ language: "python", entrypoint });
      expect(Object.isFrozen(reference)).toBe(true);
    }
  });

  it("is recognised by its mark, not by its shape", () => {
    expect(isFlowReference(flow("a.py:b"))).toBe(true);
    expect(isFlowReference({ language: "python", entrypoint: "a.py:b" })).toBe(false);
    expect(isFlowReference(null)).toBe(false);
  });

  it.each([
    "",
    "etl",
    "flows/etl.py",
    "flows/etl.py:",
    ":etl",
    "flows/etl.py:1st",
    "flows/etl.txt:etl",
    "a b:c",
  ])("refuses %j with a code and the way to write it", (entrypoint) => {
    let thrown: unknown;
    try {
      flow(entrypoint);
    } catch (error) {
      thrown = error;
    }
    expect(isMetaPrefectError(thrown) && thrown.code).toBe("invalid-entrypoint");
    expect(isMetaPrefectError(thrown) && thrown.hint).toContain("path/to/file.py:function");
  });
});

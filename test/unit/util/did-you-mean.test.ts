import { describe, expect, it } from "vitest";
import { candidatesHint, didYouMean } from "../../../src/util/did-you-mean.ts";

const recipes = ["eks", "local_run_deployer", "tags_resolver", "versioneer"];

describe("didYouMean", () => {
  it.each([
    ["local_run_deploy", "local_run_deployer"],
    ["local-run-deployer", "local_run_deployer"],
    ["LocalRunDeployer", "local_run_deployer"],
    ["versionere", "versioneer"],
    ["ekss", "eks"],
    ["tag_resolver", "tags_resolver"],
  ])("finds what %s means", (wrong, right) => {
    expect(didYouMean(wrong, recipes)).toBe(right);
  });

  it("stays silent when nothing is near", () => {
    expect(didYouMean("kubernetes", recipes)).toBeUndefined();
    expect(didYouMean("x", recipes)).toBeUndefined();
    expect(didYouMean("eks", [])).toBeUndefined();
  });

  it("prefers the nearest of several", () => {
    expect(didYouMean("etl-b", ["etl-abc", "etl-bb", "etl-cccc"])).toBe("etl-bb");
  });
});

describe("candidatesHint", () => {
  it("names the nearest, else what there is, shortened", () => {
    expect(candidatesHint("cpus", ["cpu", "memory"])).toBe("did you mean cpu?");
    expect(candidatesHint("zone", ["cpu", "memory"])).toBe("known here: cpu, memory");
    expect(candidatesHint("zone", [])).toBe("there are none here");
    const many = Array.from({ length: 10 }, (_, index) => `flow-number-${String(index)}`);
    expect(candidatesHint("zone", many)).toMatch(/flow-number-7 and 2 more$/);
  });
});

import { describe, expect, it } from "vitest";
import { z } from "zod";
import { describeIssues } from "../../../src/util/describe-issues.ts";

const schema = z.strictObject({
  cpu: z.number().max(4),
  mode: z.enum(["fast", "slow"]).default("fast"),
  size: z.union([z.string(), z.number()]).optional(),
  pool: z.strictObject({ name: z.string() }).optional(),
  steps: z.array(z.strictObject({ run: z.string() })).optional(),
  either: z.union([z.string(), z.strictObject({ file: z.string().startsWith("./") })]).optional(),
});

function described(input: unknown): string[] {
  const { error } = schema.safeParse(input);
  return describeIssues(error?.issues ?? [], input, schema).map(({ path, message, hint }) =>
    [path.join("."), message, ...(hint === undefined ? [] : [hint])].join(" | "),
  );
}

describe("describeIssues", () => {
  it("shows the wrong value and what was expected", () => {
    expect(described({ cpu: "2", mode: "quick" })).toEqual([
      'cpu | "2" is not valid: expected number',
      'mode | "quick" is not valid: expected one of "fast"|"slow"',
    ]);
    expect(described({ cpu: 9 })).toEqual(["cpu | 9 is not valid: expected number to be <=4"]);
    expect(described({})).toEqual(["cpu | missing, expected number"]);
    expect(described(null)).toEqual([" | null is not valid: expected object"]);
    expect(described({ cpu: () => 1 })).toEqual(["cpu | a function is not valid: expected number"]);
  });

  it("cuts long values", () => {
    const [only = ""] = described({ cpu: "x".repeat(500) });
    expect(only).toBe(`cpu | "${"x".repeat(56)}... is not valid: expected number`);
  });

  it("suggests the key that a misspelt one may mean, at every depth", () => {
    expect(described({ cpu: 1, cpus: 2 })).toEqual(['cpus | unknown key "cpus" | did you mean cpu?']);
    expect(described({ cpu: 1, pool: { name: "a", nane: "b" } })).toEqual([
      'pool.nane | unknown key "nane" | did you mean name?',
    ]);
    expect(described({ cpu: 1, steps: [{ run: "a" }, { run: "b", rnu: "c" }] })).toEqual([
      'steps.1.rnu | unknown key "rnu" | did you mean run?',
    ]);
  });

  it("names all forms of a union, or what is wrong in the one that was meant", () => {
    expect(described({ cpu: 1, size: true })).toEqual([
      "size | true is not valid: expected string or number",
    ]);
    expect(described({ cpu: 1, either: { file: "x" } })).toEqual([
      'either.file | "x" is not valid: must start with "./"',
    ]);
  });
});

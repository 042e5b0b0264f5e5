import { describe, expect, it } from "vitest";
import {
  fieldNamed,
  fields,
  packFields,
  sameField,
  unpackFields,
} from "../../../src/components/deployment/fields.ts";
import { isLate, nextVersion } from "../../../src/components/deployment/late-version.ts";
import type { Json } from "../../../src/interfaces/json.ts";

describe("the table of fields", () => {
  it("never changes its order, because ledgers on servers name fields by their place", () => {
    expect(fields.map(({ name }) => name)).toEqual([
      "description",
      "version",
      "tags",
      "entrypoint",
      "path",
      "parameters",
      "parameter_openapi_schema",
      "enforce_parameter_schema",
      "paused",
      "concurrency_limit",
      "concurrency_options",
      "work_pool_name",
      "work_queue_name",
      "job_variables",
      "pull_steps",
      "storage_document_id",
      "infrastructure_document_id",
      "global_concurrency_limit_id",
    ]);
  });

  it("is packed and unpacked without loss, and a broken text is an empty set", () => {
    const names = fields.map(({ name }) => name).filter((_, index) => index % 3 !== 1);
    expect(unpackFields(packFields(names))).toEqual(names);
    expect(unpackFields(packFields([]))).toEqual([]);
    for (const broken of [undefined, null, 7, "zz", ""]) expect(unpackFields(broken)).toEqual([]);
  });

  it.each<[string, Json, Json, boolean]>([
    ["tags", ["a", "b"], ["b", "a", "a"], true],
    ["tags", ["a"], ["a", "b"], false],
    ["parameters", { a: 1, b: [1, 2] }, { b: [1, 2], a: 1 }, true],
    ["parameters", { a: [1, 2] }, { a: [2, 1] }, false],
    ["parameters", { a: null }, {}, false],
    ["parameter_openapi_schema", {}, { type: "object", properties: {} }, true],
    ["parameter_openapi_schema", {}, null, false],
    [
      "concurrency_options",
      { collision_strategy: "ENQUEUE" },
      { collision_strategy: "ENQUEUE", grace_period_seconds: null },
      true,
    ],
    ["pull_steps", null, [], true],
    ["description", "", null, false],
  ])("compares %s: %j and %j", (name, want, have, same) => {
    const field = fieldNamed(name);
    expect(field !== undefined && sameField(field, want, have)).toBe(same);
  });
});

describe("a late version", () => {
  it.each([
    [null, "1"],
    ["1", "2"],
    ["9", "10"],
    ["007", "8"],
    ["9007199254740993", "9007199254740994"],
  ])("that counts follows %j with %j", (current, next) => {
    expect(nextVersion({ $late: "nextInteger" }, current)).toBe(next);
  });

  it.each(["", "v1", "1.0", "-1", " 1"])("that counts does not guess what follows %j", (current) => {
    expect(nextVersion({ $late: "nextInteger" }, current)).toMatchObject({ code: "version-not-an-integer" });
  });

  it("bumps the named part of a semantic version, begins with the first one, and refuses what is none", () => {
    const rule = { $late: "nextSemver", bump: "minor", first: "0.1.0" } as const;
    expect(nextVersion(rule, null)).toBe("0.1.0");
    expect(nextVersion(rule, "1.2.3")).toBe("1.3.0");
    expect(nextVersion(rule, "7")).toMatchObject({ code: "version-not-semver" });
  });

  it("is told from a version that is there", () => {
    expect(isLate({ $late: "nextInteger" })).toBe(true);
    for (const version of ["1", null, undefined, {}, { $late: "other" }]) expect(isLate(version)).toBe(false);
  });
});

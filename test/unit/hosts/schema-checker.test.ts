import { describe, expect, it } from "vitest";
import { schemaChecker } from "../../../src/hosts/schema-checker.ts";
import type { JsonObject } from "../../../src/interfaces/json.ts";

const integerOrNull = { anyOf: [{ type: "integer" }, { type: "null" }] };

function check(
  properties: JsonObject,
  value: JsonObject,
  rest: JsonObject = {},
): ReturnType<typeof schemaChecker.check> {
  return schemaChecker.check({ type: "object", properties, ...rest }, value);
}

describe("the schema checker", () => {
  it("finds nothing where the value fits, whatever words and formats Prefect adds", () => {
    const x = { type: "integer", title: "x", position: 0, format: "no-such-format" };
    expect(check({ x }, { x: 1 })).toEqual([]);
    expect(check({ x: integerOrNull }, { x: null })).toEqual([]);
  });

  it("lists every breach with its place", () => {
    const properties = { x: { type: "integer" }, y: { type: "array", items: { type: "string" } } };
    expect(check(properties, { x: "1", y: ["a", 2] })).toEqual([
      { path: "/x", message: "must be integer" },
      { path: "/y/1", message: "must be string" },
    ]);
  });

  it("names what is missing, unknown, and allowed", () => {
    const properties = { mode: { enum: ["fast", "slow"] } };
    expect(
      check(properties, { mode: "fats", extra: 1 }, { required: ["size"], additionalProperties: false }),
    ).toEqual([
      { path: "/size", message: "is required" },
      { path: "/extra", message: "is not known" },
      { path: "/mode", message: 'must be one of ["fast","slow"]' },
    ]);
  });

  it("says once what a value that fits no alternative may be", () => {
    expect(check({ x: integerOrNull }, { x: "one" })).toEqual([
      { path: "/x", message: "must be integer or null" },
    ]);
  });

  it("points into the alternative that was meant", () => {
    const point = { type: "object", properties: { x: { type: "integer" } } };
    const schema = {
      definitions: { Point: point },
      at: { anyOf: [{ $ref: "#/definitions/Point" }, { type: "null" }] },
    };
    expect(check({ at: schema.at }, { at: { x: "1" } }, { definitions: schema.definitions })).toEqual([
      { path: "/at/x", message: "must be integer" },
    ]);
  });

  it("takes the instants and ids that pydantic takes", () => {
    const properties = {
      at: { type: "string", format: "date-time" },
      id: { type: "string", format: "uuid" },
    };
    expect(check(properties, { at: "2026-01-01T00:00:00", id: "0".repeat(32) })).toEqual([]);
    expect(check(properties, { at: "tomorrow" })).toEqual([
      { path: "/at", message: 'must match format "date-time"' },
    ]);
  });

  it("leaves to the server what only Python can read", () => {
    expect(check({ x: { type: "string", pattern: "(?P<year>\\d{4})\\Z" } }, { x: "abc" })).toEqual([]);
    expect(schemaChecker.check({ $ref: "https://example.com/schema.json" }, { x: 1 })).toEqual([]);
  });
});

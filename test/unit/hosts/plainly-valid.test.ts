import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isPlainlyValid } from "../../../src/hosts/plainly-valid.ts";
import type { Json, JsonObject } from "../../../src/interfaces/json.ts";

const word = fc.constantFrom("integer", "number", "string", "boolean", "null", "object", "array");
const extra = fc.constantFrom<JsonObject>(
  {},
  { title: "t", position: 1, default: 3, description: "d" },
  { minimum: 5 },
  { enum: [1, "a"] },
  { pattern: "^b" },
  { anyOf: [{ type: "null" }] },
);
const property = fc.tuple(word, extra).map(([type, rest]): JsonObject => ({ type, ...rest }));
const root = fc.constantFrom<JsonObject>(
  {},
  { title: "Parameters", definitions: {} },
  { additionalProperties: false },
  { required: ["c"] },
  { maxProperties: 1 },
);
const name = fc.constantFrom("a", "b", "c", "d");
const leaf = fc.constantFrom<Json>(1, 1.5, -0, 2 ** 60, "a", "b", "", true, null, [], {}, [1]);

describe("the short way to a valid value", () => {
  it("never takes what the whole validator refuses", () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, logger: false });
    let taken = 0;
    fc.assert(
      fc.property(
        root,
        fc.dictionary(name, property, { noNullPrototype: true }),
        fc.dictionary(name, leaf, { noNullPrototype: true }),
        (rest, properties, value) => {
          const schema = { type: "object", properties, ...rest };
          if (!isPlainlyValid(schema, value)) return;
          taken++;
          expect(ajv.compile(schema)(value)).toBe(true);
        },
      ),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it("knows the parameters of a plain flow", () => {
    const properties = {
      region: { type: "string", title: "region", position: 0 },
      rows: { type: "integer", title: "rows", position: 1, default: 10 },
    };
    const schema = { title: "Parameters", type: "object", properties, definitions: {} };
    expect(isPlainlyValid(schema, { region: "eu", rows: 3 })).toBe(true);
    expect(isPlainlyValid(schema, { region: "eu", rows: 3.5 })).toBe(false);
    expect(isPlainlyValid(schema, { other: 1 })).toBe(false);
  });

  it("leaves a schema with any further word to the whole validator", () => {
    const schema = { type: "object", properties: { rows: { type: "integer", maximum: 5 } } };
    expect(isPlainlyValid(schema, { rows: 3 })).toBe(false);
  });
});

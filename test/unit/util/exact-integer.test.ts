import { describe, expect, it } from "vitest";
import {
  digitsInJson,
  exactInteger,
  nearestNumbers,
  parseExactJson,
} from "../../../src/util/exact-integer.ts";

const written = (value: unknown): string => digitsInJson(JSON.stringify(value));

describe("integers beyond 2^53", () => {
  it.each(["9007199254740993", "18446744073709551615", "-9223372036854775809", "1" + "0".repeat(40)])(
    "keeps every digit of %s from text to text [N9]",
    (digits) => {
      expect(written({ default: exactInteger(BigInt(digits)) })).toBe(`{"default":${digits}}`);
      expect(written(parseExactJson(`{"a":[${digits}, -1],"b":${digits}}`))).toBe(
        `{"a":[${digits},-1],"b":${digits}}`,
      );
    },
  );

  it("are numbers where a number has all digits", () => {
    expect(exactInteger(12n)).toBe(12);
    expect(parseExactJson("[9007199254740992, 1e30]")).toEqual([9007199254740992, 1e30]);
  });

  it("are not looked for in strings and fractions", () => {
    const text =
      '["9007199254740993","\\"9007199254740993\\\\",0.12345678901234567,1234567890123456789.5,1e-400000000000000000]';
    expect(parseExactJson(text)).toEqual(JSON.parse(text));
  });

  it("leave a text alone that only speaks of them", () => {
    const text = '"\\u0000integer:5"';
    expect(JSON.parse(written({ a: text }))).toEqual({ a: text });
  });

  it("become the nearest numbers for who computes with them", () => {
    expect(nearestNumbers({ maximum: exactInteger(2n ** 64n) })).toEqual({ maximum: 2 ** 64 });
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  floatFloorDivide,
  floatRemainder,
  floorDivide,
} from "../../../src/flows/python/values/floor-divide.ts";

describe("floor division", () => {
  it("rounds down for whole numbers of any sign [N9]", () => {
    const whole = fc.bigInt({ min: -1000n, max: 1000n });
    fc.assert(
      fc.property(
        whole,
        whole.filter((b) => b !== 0n),
        (a, b) => {
          const rest = a - floorDivide(a, b) * b;
          expect(rest === 0n || rest < 0n === b < 0n).toBe(true);
          expect(rest < 0n ? -rest : rest).toBeLessThan(b < 0n ? -b : b);
        },
      ),
    );
  });

  it.each([
    [7n, 2n, 3n],
    [7n, -2n, -4n],
    [-7n, 2n, -4n],
    [-7n, -2n, 3n],
    [6n, -2n, -3n],
  ])("makes %s // %s %s", (a, b, expected) => {
    expect(floorDivide(a, b)).toBe(expected);
  });

  // What Python 3.11 prints.
  it.each([
    [1, 0.1, 9, 0.09999999999999995],
    [-1, 0.1, -10, 5.551115123125783e-17],
    [7.5, -2, -4, -0.5],
    [-7.5, 2, -4, 0.5],
    [0.5, 2, 0, 0.5],
    [-0.5, -2, 0, -0.5],
    [-4, 2, -2, 0],
    [4, -2, -2, -0],
    [0, -2, -0, -0],
  ])("divides the floats %s and %s as Python does [N9]", (a, b, quotient, rest) => {
    expect(floatFloorDivide(a, b)).toBe(quotient);
    expect(floatRemainder(a, b)).toBe(rest);
  });
});

import type { flowsCodes } from "../../../errors/codes/flows.ts";

/**
 * What Python code computes, as far as reading a flow follows it.
 * Python's None, bool, str, int and float are null, boolean, string, bigint and number.
 */
export type Value = null | boolean | bigint | number | string | PyObject;

/** Everything that is not one of the plain values. */
export abstract class PyObject {
  abstract readonly kind: string;
}

/** Why something cannot be known from the source, and where. */
export interface Doubt {
  readonly code: keyof typeof flowsCodes;
  readonly message: string;
  readonly file: string;
  readonly at: number;
}

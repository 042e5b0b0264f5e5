import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { FlowReference, PythonFlowReference } from "../interfaces/flow.ts";
import { splitEntrypoint } from "./entrypoint.ts";

const brand = Symbol.for("meta-prefect.flow");

/**
 * Names a Python flow in code. Nothing is read yet.
 *
 * @param entrypoint - `path/to/file.py:function` or `package.module:function`, relative to the project's folder;
 *   a method as `path/to/file.py:Class.method`.
 * @throws MetaPrefectError `invalid-entrypoint` when the text has another form.
 * @example
 * ```ts
 * import { flow } from "meta-prefect";
 * const etl = flow("flows/etl.py:etl");
 * ```
 */
export function flow(entrypoint: string): PythonFlowReference {
  if (typeof entrypoint !== "string" || splitEntrypoint(entrypoint) === undefined) {
    throw new MetaPrefectError(
      "invalid-entrypoint",
      `${JSON.stringify(entrypoint)} is not an entrypoint of a flow`,
      {
        hint: "write it as path/to/file.py:function or package.module:function",
      },
    );
  }
  const reference: PythonFlowReference = { language: "python", entrypoint };
  Object.defineProperty(reference, brand, { value: true });
  return Object.freeze(reference);
}

/** Whether a value was made by {@link flow}, also when another copy of this package made it. */
export function isFlowReference(value: unknown): value is FlowReference {
  return typeof value === "object" && value !== null && brand in value;
}

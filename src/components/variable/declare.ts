import type { VariableComponent, VariableSpec } from "../../interfaces/variable.ts";
import { deepFreeze } from "../../util/freeze.ts";

/**
 * A Prefect variable of ours.
 *
 * @example
 * ```ts
 * import { variable } from "meta-prefect/kit";
 * export const region = variable({ name: "region", value: { primary: "eu", others: ["us"] } });
 * ```
 */
export function variable({ name, ...spec }: { readonly name: string } & VariableSpec): VariableComponent {
  return deepFreeze({ kind: "variable", name, spec, requires: [] });
}

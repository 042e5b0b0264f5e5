import { z } from "zod";
import type { BlockComponent } from "../interfaces/block.ts";

/** A block as recipes name it: by `type-slug/name`, or in code as the component itself. */
export type BlockName = string | BlockComponent;

/** A block by `type-slug/name`, or in code as the component itself. */
export const blockVariable = z.union([
  z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, "expected type-slug/name, for example github-credentials/acme"),
  z.custom<BlockComponent>(
    (value) => typeof value === "object" && value !== null && "kind" in value && value.kind === "block",
    "expected type-slug/name, for example github-credentials/acme",
  ),
]);

/** Name of a block, `type-slug/name`. */
export function nameOfBlock(block: BlockName): string {
  return typeof block === "string" ? block : block.name;
}

/**
 * What the worker replaces by a block, or by one of its fields, when the flow runs; in pull steps and job variables.
 *
 * @example
 * ```ts
 * import { blockTemplate } from "meta-prefect/kit";
 * const token = blockTemplate("secret/gh-token"); // "{{ prefect.blocks.secret.gh-token }}"
 * const key = blockTemplate("aws-credentials/prod", "aws_access_key_id");
 * ```
 */
export function blockTemplate(block: BlockName, field?: string): string {
  const path = nameOfBlock(block).replace("/", ".") + (field === undefined ? "" : `.${field}`);
  return `{{ prefect.blocks.${path} }}`;
}

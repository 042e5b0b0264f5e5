import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { OrchestratorOptions } from "../../interfaces/orchestrator.ts";
import { candidatesHint } from "../../util/did-you-mean.ts";
import { schemaVariables } from "../schema-variables.ts";
import { deployingOptionsOf } from "./deploying-options.ts";
import { infrastructure, infrastructures, namingOptions, packagingOptions } from "./options.ts";

/** Kinds that a container can serve. */
const served: readonly string[] = ["docker", "kubernetes"];

/**
 * The options that there are for a kind of infrastructure, of each step.
 *
 * @throws MetaPrefectError `invalid-orchestration` for a kind that nobody knows
 */
export function optionsOf(given: string): OrchestratorOptions {
  const type = infrastructure.safeParse(given).data;
  if (type === undefined)
    throw new MetaPrefectError("invalid-orchestration", `nothing runs on ${JSON.stringify(given)}`, {
      hint: candidatesHint(given, infrastructures),
    });
  const pool = deployingOptionsOf({ type, hasPool: true });
  const alone = deployingOptionsOf({ type, hasPool: false });
  return {
    type,
    package: schemaVariables(packagingOptions),
    pool: schemaVariables(pool),
    served: served.includes(type) ? schemaVariables(alone) : [],
    stop: schemaVariables(namingOptions),
    schemas: { pool: schemaOf(pool), ...(served.includes(type) && { served: schemaOf(alone) }) },
  };
}

function schemaOf(mapping: z.ZodType): OrchestratorOptions["schemas"]["pool"] {
  const { $schema: _draft, ...schema } = z.toJSONSchema(mapping, { io: "input", unrepresentable: "any" });
  // A JSON Schema is JSON.
  return JSON.parse(JSON.stringify(schema)) as OrchestratorOptions["schemas"]["pool"];
}

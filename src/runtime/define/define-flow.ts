import type { z } from "zod";
import { dropUndefined } from "../../util/drop-undefined.ts";
import { callPlaces } from "./call-places.ts";
import { checkOptions } from "./check-options.ts";
import type { FlowDefinition } from "./flow-definition.ts";
import type { FlowOptions } from "./flow-options.ts";
import { parameterSchema } from "./parameter-schema.ts";

/** What the engine needs of a flow. @param below the function whose caller declares it */
export function defineFlow(
  options: FlowOptions,
  parameters: z.ZodObject | undefined,
  fn: (...input: never[]) => unknown,
  below: (...input: never[]) => unknown,
): FlowDefinition {
  const name = options.name ?? fn.name.replaceAll("_", "-");
  checkOptions("flow", name, options);
  return {
    declared: Object.freeze({
      name,
      description: options.description ?? null,
      version: options.version ?? null,
      parameterSchema: () => parameterSchema(parameters, name),
      options: dropUndefined({
        retries: options.retries ?? 0,
        retry_delay_seconds: options.retryDelaySeconds ?? 0,
        timeout_seconds: options.timeoutSeconds,
        log_prints: options.logPrints ?? false,
        persist_result: options.persistResult,
        validate_parameters: options.validateParameters ?? true,
      }),
      places: callPlaces(below),
    }),
    options,
    parameters,
    run: fn as FlowDefinition["run"],
  };
}

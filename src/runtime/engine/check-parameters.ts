import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { describeIssues } from "../../util/describe-issues.ts";
import type { FlowDefinition } from "../define/flow-definition.ts";

/**
 * The parameters as a flow's schema gives them: defaults filled in, texts turned into dates.
 *
 * @throws MetaPrefectError `invalid-parameters` with every mistake
 */
export async function checkParameters(definition: FlowDefinition, given: unknown): Promise<unknown> {
  const { parameters: schema, options, declared } = definition;
  if (schema === undefined || options.validateParameters === false) return given;
  const checked = await schema.safeParseAsync(given);
  if (checked.success) return checked.data;
  const found = describeIssues(checked.error.issues, given, schema).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
  throw new MetaPrefectError(
    "invalid-parameters",
    `flow ${declared.name} cannot take these parameters: ${found.join("; ")}`,
    { hint: "correct the parameters of the run, or of the deployment" },
  );
}

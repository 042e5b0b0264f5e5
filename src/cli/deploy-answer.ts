import type { DeployResult, FlowRunResult, Outcome } from "../index.ts";
import { projectAnswer, type Answer, type CommandContext } from "./answer.ts";
import type { Failure } from "./failure.ts";
import { renderDeploy, renderDeployFailures } from "./render/deploy.ts";
import { deployDocument } from "./render/json.ts";
import { markdownDeploy } from "./render/markdown.ts";

/** What a command answers that executed a plan. */
export function deployAnswer(
  result: DeployResult,
  { colours, verbose }: Pick<CommandContext, "colours" | "verbose">,
  more: object = {},
): Answer {
  const failure = incomplete(result.outcomes) ?? failedRun(result.smokeRun);
  return projectAnswer(result, {
    exitCode: failure ? 1 : 0,
    document: { ...deployDocument(result), ...more },
    markdown: markdownDeploy(result),
    stdout: renderDeploy(result, colours.out, verbose),
    stderr: renderDeployFailures(result, colours.err),
    ...(failure ? { failure } : {}),
  });
}

/** The failure of a run of which some changes were not made; undefined when all were. */
export function incomplete(outcomes: readonly Outcome[]): Failure | undefined {
  const open = outcomes.filter(({ status }) => status !== "done");
  if (open.length === 0) return undefined;
  return {
    code: "deploy-incomplete",
    message: `${String(open.length)} of ${String(outcomes.length)} changes were not made`,
    hint: "what is done stays; run the same command again for the rest",
  };
}

/** The failure of a run that ended otherwise than well; undefined when there was none. */
export function failedRun(result: FlowRunResult | undefined): Failure | undefined {
  if (result === undefined || result.state?.type === "COMPLETED") return undefined;
  return {
    code: "flow-run-failed",
    message: `the flow run ${result.name} ended ${result.state?.name ?? "without a state"}`,
    hint: `its page: ${result.url}`,
  };
}

import type { DestroyOptions, PlanResult } from "../index.ts";
import { projectAnswer, type CommandContext, type Handler } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { deployAnswer, incomplete } from "./deploy-answer.ts";
import { fileAt } from "./places.ts";
import { renderDeployFailures } from "./render/deploy.ts";
import { deployDocument } from "./render/json.ts";
import { renderDestroyed, renderDrift } from "./render/life-cycle.ts";
import { markdownDrift } from "./render/markdown.ts";
import { renderPlan } from "./render/plan.ts";

/** `destroy`: deletes all that is ours, after asking. */
export const destroy: Handler = async (context) => {
  const options: DestroyOptions = { ...context.options, confirm: (planned) => confirmed(context, planned) };
  const result = await context.library.destroy(options);
  const failure = incomplete(result.outcomes);
  return projectAnswer(result, {
    exitCode: failure ? 1 : 0,
    document: deployDocument(result),
    stdout: renderDestroyed(result, context.colours.out, context.verbose),
    stderr: renderDeployFailures(result, context.colours.err),
    ...(failure ? { failure } : {}),
  });
};

/** Shows what would go and asks, where somebody can answer. */
async function confirmed(
  { invocation, io, options, colours, verbose }: CommandContext,
  planned: PlanResult,
): Promise<boolean> {
  if (invocation.flag("yes")) return true;
  // Whoever cannot be asked still sees what --yes would do.
  if (!invocation.flag("json")) io.stderr.write(`\r${renderPlan(planned, colours.err, verbose)}`);
  if (!options.interactive || io.ask === undefined) return false;
  const answer = await io.ask("Delete all of this? Type yes: ");
  return answer.trim().toLowerCase() === "yes";
}

/** `drift`: what was changed in Prefect since the last deploy. */
export const drift: Handler = async (context) => {
  const result = await context.library.drift(runOptions(context));
  return projectAnswer(result, {
    exitCode: result.drifted.length > 0 ? 2 : 0,
    document: result,
    markdown: markdownDrift(result),
    stdout: renderDrift(result, context.colours.out),
  });
};

/** `apply`: executes a plan file. */
export const apply: Handler = async (context) => {
  const { invocation, io, fail } = context;
  const [path = ""] = invocation.positionals;
  const file = fileAt(path, io.cwd, fail);
  const startWorker = invocation.flag("start-worker");
  const result = await context.library.applyFile({ ...context.options, file, startWorker });
  return deployAnswer(result, context);
};

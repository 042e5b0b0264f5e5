import type { RollbackOptions } from "../index.ts";
import { projectAnswer, type Handler } from "./answer.ts";
import { planOptions } from "./command-options.ts";
import { deployAnswer } from "./deploy-answer.ts";
import { planDocument } from "./render/json.ts";
import { renderPlan } from "./render/plan.ts";

/** `rollback`: deploys what was declared at a git revision. */
export const rollback: Handler = async (context) => {
  const { invocation, fail, colours, verbose } = context;
  const to = invocation.value("to");
  if (to === undefined || to === "") {
    const hint = "give --to a commit, a tag, or a version that names a commit";
    throw fail("missing-argument", "rollback needs to know where to", hint);
  }
  const { changedSince: _changed, rendered: _rendered, out: _out, ...planned } = planOptions(context);
  const options: RollbackOptions = {
    ...planned,
    to,
    dryRun: invocation.flag("dry-run"),
    startWorker: invocation.flag("start-worker"),
    wait: invocation.flag("wait"),
    smokeRun: invocation.value("smoke-run"),
  };
  const result = await context.library.rollback(options);
  if (options.dryRun !== true) return deployAnswer(result, context, { commit: result.commit });
  return projectAnswer(result, {
    exitCode: result.plan.changes.length > 0 ? 2 : 0,
    document: { ...planDocument(result), commit: result.commit },
    stdout: renderPlan(result, colours.out, verbose),
  });
};

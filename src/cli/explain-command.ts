import { projectAnswer, type Handler } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { renderExplain } from "./render/explain.ts";

/** `explain`: where each value of a deployment comes from. */
export const explain: Handler = async (context) => {
  const result = await context.library.explain(runOptions(context));
  return projectAnswer(result, {
    exitCode: 0,
    document: result,
    stdout: renderExplain(result, context.verbose),
  });
};

import { projectAnswer, type Handler } from "./answer.ts";
import { runOptions } from "./command-options.ts";
import { renderExplain } from "./render/explain.ts";

/** `explain`: where each value of a deployment comes from; or what a code of an error means. */
export const explain: Handler = async (context) => {
  const [asked = ""] = context.invocation.positionals;
  const { codes } = context.library;
  const meaning = Object.hasOwn(codes, asked) ? codes[asked] : undefined;
  if (meaning !== undefined) {
    const stdout = `${asked}: ${meaning}\n`;
    return { exitCode: 0, document: { code: asked, meaning }, stdout };
  }
  const result = await context.library.explain(runOptions(context));
  return projectAnswer(result, {
    exitCode: 0,
    document: result,
    stdout: renderExplain(result, context.verbose),
  });
};

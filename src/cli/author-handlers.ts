import type { WrittenFiles } from "../index.ts";
import type { Answer, Handler } from "./answer.ts";
import type { authorCommands } from "./author-commands.ts";
import { escape } from "./render/escape.ts";

const newRecipe: Handler = async ({ library, options, invocation }) => {
  const [name = ""] = invocation.positionals;
  return written(await library.newRecipe({ ...options, name }));
};

const recipeDocs: Handler = async ({ library, options, invocation }) => {
  const html = invocation.flag("html");
  const result = await library.recipeDocs({ ...options, names: invocation.positionals, html });
  return { exitCode: 0, document: result, stdout: result.text };
};

const schema: Handler = async ({ library, options }) => {
  const result = await library.projectSchema(options);
  return {
    exitCode: 0,
    document: {},
    bare: result.schema,
    stdout: `${JSON.stringify(result.schema, null, 2)}\n`,
  };
};

const init: Handler = async ({ library, options }) => written(await library.initProject(options));

const completion: Handler = async ({ invocation, fail }) => {
  const [shell = ""] = invocation.positionals;
  const { completionScript } = await import("./completion.ts");
  const script = completionScript(shell);
  if (script === undefined)
    throw fail("unexpected-argument", `there is no completion for ${shell}`, "it is one of: bash, zsh, fish");
  return { exitCode: 0, document: { script }, stdout: script };
};

function written(result: WrittenFiles): Answer {
  const lines = [...result.files.map((file) => `Wrote ${file}`), ...result.notes];
  return { exitCode: 0, document: result, stdout: `${lines.map(escape).join("\n")}\n` };
}

/** What the commands for authors and adopters do. */
export const authorHandlers: Readonly<Record<keyof typeof authorCommands, Handler>> = {
  init,
  schema,
  completion,
  "recipes new": newRecipe,
  "recipes docs": recipeDocs,
};

import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = `${root}test/types/of-a-team.ts`;
let before: ts.Program | undefined;

/** What the compiler makes of a module that stands in this folder. */
export interface Compiled {
  /** The messages on each line that is refused, as a person sees them: what explains a line is indented below it. */
  readonly refused: ReadonlyMap<string, string>;
  /** How many types the compiler made of generic ones for this module. */
  readonly instantiations: number;
}

/** Compiles a module with the settings of this project. */
export function compile(text: string): Compiled {
  const program = programOf(text);
  before = program;
  const source = program.getSourceFile(file);
  const lines = text.split("\n");
  const refused = new Map<string, string>();
  for (const { start = 0, messageText } of program.getSemanticDiagnostics(source)) {
    const line = lines[source?.getLineAndCharacterOfPosition(start).line ?? 0]?.trim() ?? "";
    const message = ts.flattenDiagnosticMessageText(messageText, "\n");
    refused.set(line, [refused.get(line), message].filter((one) => one !== undefined).join("\n"));
  }
  return { refused, instantiations: program.getInstantiationCount() };
}

function programOf(text: string): ts.Program {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, (path) => ts.sys.readFile(path)) as {
    readonly config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const settings = { ...options, incremental: false, noUnusedLocals: false, noUnusedParameters: false };
  const usual = ts.createCompilerHost(settings);
  const known = before;
  const host: ts.CompilerHost = {
    ...usual,
    fileExists: (path) => path === file || usual.fileExists(path),
    readFile: (path) => (path === file ? text : usual.readFile(path)),
    getSourceFile: (path, language) =>
      path === file
        ? ts.createSourceFile(path, text, language, true)
        : (known?.getSourceFile(path) ?? usual.getSourceFile(path, language)),
  };
  return ts.createProgram([file], settings, host);
}

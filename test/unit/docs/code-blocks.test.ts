import { dirname, join } from "node:path";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import { commentBlocks, pageBlocks, root, type CodeBlock } from "./code-blocks.ts";

const settings = ts.parseConfigFileTextToJson(
  "tsconfig.json",
  ts.sys.readFile(join(root, "tsconfig.json")) ?? "",
);
const { options } = ts.convertCompilerOptionsFromJson(
  (settings.config as { readonly compilerOptions: object }).compilerOptions,
  root,
);

/** What the compiler has against the blocks, as if each page were a folder of the repository. */
function mistakes(blocks: readonly CodeBlock[]): readonly string[] {
  const sources = new Map(blocks.map(({ page, file, code }) => [join(root, `${page}.blocks`, file), code]));
  const host = ts.createCompilerHost({ ...options, noEmit: true });
  const folders = [...sources.keys()].flatMap((path) => ancestors(path));
  host.directoryExists = (path) => folders.includes(path) || ts.sys.directoryExists(path);
  host.fileExists = (path) => sources.has(path) || ts.sys.fileExists(path);
  host.readFile = (path) => sources.get(path) ?? ts.sys.readFile(path);
  host.getSourceFile = (path, target) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, target);
  };
  // A block may show a value without using it.
  const program = ts.createProgram(
    [...sources.keys()],
    { ...options, noEmit: true, noUnusedLocals: false },
    host,
  );
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const place = file === undefined ? "" : file.fileName.slice(root.length);
    return `${place}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
  });
}

/** The folders between the repository and a file. */
function ancestors(path: string): readonly string[] {
  const parent = dirname(path);
  return parent.length < root.length ? [] : [parent, ...ancestors(parent)];
}

describe("the code that is shown", () => {
  const wrong = {
    page: "wrong",
    file: "wrong.ts",
    code: 'import { versioneer } from "meta-prefect";\nversioneer({ strategy: "whim" });',
  };
  const [pages, comments] = [pageBlocks(), commentBlocks()];
  const found = mistakes([...pages, ...comments, wrong]);

  it("compiles, in the README, in docs and in the comments of what users call or implement [C48]", () => {
    expect(pages.length).toBeGreaterThan(4);
    expect(comments.length).toBeGreaterThan(4);
    expect(found.filter((each) => !each.startsWith("wrong"))).toEqual([]);
  });

  it("would not compile with a mistake in it", () => {
    expect(found).toEqual(
      expect.arrayContaining([expect.stringMatching(/^wrong[.]blocks.wrong[.]ts: .*"whim"/) as unknown]),
    );
  });
});

import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const entries = {
  "meta-prefect": "src/index.ts",
  "meta-prefect/kit": "src/kit.ts",
  "meta-prefect/runtime": "src/runtime/index.ts",
  "meta-prefect/testing": "src/testing.ts",
};
let program: ts.Program;

beforeAll(() => {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly compilerOptions: Record<string, unknown> };
  };
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
  const files = [...Object.values(entries), "test/types/recipes.test.ts"].map((file) => join(root, file));
  program = ts.createProgram(files, options);
}, 120_000);

/** One line for each name that a module exports: what it is, and its type as a user sees it. */
function exportsOf(file: string): readonly string[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, file));
  const module = source && checker.getSymbolAtLocation(source);
  const symbols = module === undefined ? [] : checker.getExportsOfModule(module);
  return symbols.map((exported) => line(checker, exported)).sort();
}

function line(checker: ts.TypeChecker, exported: ts.Symbol): string {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  const { NoTruncation: flags } = ts.TypeFormatFlags;
  if ((symbol.flags & ts.SymbolFlags.Value) !== 0 && symbol.valueDeclaration !== undefined) {
    const type = checker.getTypeOfSymbolAtLocation(symbol, symbol.valueDeclaration);
    const text = checker
      .typeToString(type, undefined, flags)
      .replaceAll(/import\("[^"]*"\)\./g, "")
      .replaceAll(/import\("[^"]*\/node_modules\//g, 'import("');
    return `${exported.name}: ${text.length > 400 ? `${text.slice(0, 400)}…` : text}`;
  }
  const members = checker
    .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
    .map(({ name, flags: own }) => ((own & ts.SymbolFlags.Optional) === 0 ? name : `${name}?`))
    .filter((name) => !name.startsWith("__"));
  const shown = members.length > 0 && members.length < 60 ? ` { ${members.sort().join(", ")} }` : "";
  return `type ${exported.name}${shown}`;
}

describe("the public interface", () => {
  it("is what docs/api-report.txt says: a change of it is seen, and made on purpose with -u", async () => {
    const sections = Object.entries(entries).map(([name, file]) =>
      [`# ${name}`, "", ...exportsOf(file), ""].join("\n"),
    );
    await expect(sections.join("\n")).toMatchFileSnapshot(join(root, "docs/api-report.txt"));
  }, 120_000);

  it("keeps the work of the type checker for recipes within its budget", () => {
    const source = program.getSourceFile(join(root, "test/types/recipes.test.ts"));
    const checker = program.getTypeChecker();
    expect(program.getSemanticDiagnostics(source).map(({ messageText }) => messageText)).toEqual([]);
    expect(checker).toBeDefined();
    expect(program.getInstantiationCount()).toBeLessThan(170_000);
  }, 120_000);
});

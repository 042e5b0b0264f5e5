import { describe, expect, it } from "vitest";
import { renderDiagnostics, renderFailure } from "../../../src/cli/render/diagnostics.ts";
import { plain } from "../../../src/cli/render/palette.ts";
import type { Diagnostic } from "../../../src/interfaces/diagnostic.ts";

const lines = Array.from({ length: 30 }, (_, index) => `# line ${String(index + 1)}`);
lines[13] = "    - recipe: local_run_deploy";
const yaml = lines.join("\n");
const read = (file: string): string | undefined => (file === "meta_prefect.yaml" ? yaml : undefined);

const unknownRecipe: Diagnostic = {
  severity: "error",
  code: "unknown-recipe",
  message: "no recipe has this name",
  hint: "did you mean local_run_deployer? `meta-prefect recipes list` shows all.",
  location: { file: "meta_prefect.yaml", line: 14, column: 15, length: 16 },
};

function at(file: string, line: number, column: number, message = `${file} ${String(line)}`): Diagnostic {
  return { severity: "error", code: "invalid-name", message, location: { file, line, column } };
}

describe("the text of diagnostics", () => {
  it("shows the place, the line with the mistake underlined, and the hint", () => {
    expect(renderDiagnostics([unknownRecipe], read, plain)).toMatchInlineSnapshot(`
      "meta_prefect.yaml:14:15  unknown-recipe
         14 │     - recipe: local_run_deploy
            │               ^^^^^^^^^^^^^^^^ no recipe has this name
         hint: did you mean local_run_deployer? \`meta-prefect recipes list\` shows all.

      1 error. Nothing was written.
      "
    `);
  });

  it("keeps those of a file together and in its order, those without a place last", () => {
    const nowhere: Diagnostic = { severity: "warning", code: "missing-external", message: "no place" };
    const text = renderDiagnostics(
      [at("b.py", 2, 1), nowhere, at("a.py", 9, 1), at("a.py", 2, 7), at("a.py", 2, 3)],
      read,
      plain,
    );
    expect(text.match(/^\S.*$/gm)).toEqual([
      "a.py:2:3  invalid-name",
      "a.py:2:7  invalid-name",
      "a.py:9:1  invalid-name",
      "b.py:2:1  invalid-name",
      "warning: no place  missing-external",
      "4 errors, 1 warning. Nothing was written.",
    ]);
  });

  it("does not say that nothing was written when there are only warnings", () => {
    const text = renderDiagnostics([{ ...unknownRecipe, severity: "warning" }], read, plain);
    expect(text).toContain("meta_prefect.yaml:14:15  warning unknown-recipe\n");
    expect(text).toMatch(/\n1 warning\.\n$/);
  });

  it("names the place also where the file or the line cannot be read", () => {
    expect(renderDiagnostics([at("gone.py", 3, 4, "first\nsecond")], read, plain)).toBe(
      "gone.py:3:4  invalid-name\n   first\n   second\n\n1 error. Nothing was written.\n",
    );
    expect(renderDiagnostics([at("meta_prefect.yaml", 99, 4)], read, plain)).not.toContain("│");
  });

  it("shows only the part round the mistake of a very long line, and no control characters", () => {
    const long = `${"x".repeat(1000)}\u001b[2Jbad`;
    const text = renderDiagnostics([at("long.yaml", 1, 1005)], () => long, plain);
    const [, shown = "", carets = ""] = text.split("\n");
    expect(shown.length).toBeLessThan(200);
    expect(shown[carets.indexOf("^")]).toBe("b");
    expect(text).not.toContain("\u001b");
  });

  it("is empty when there is none", () => {
    expect(renderDiagnostics([], read, plain)).toBe("");
  });
});

describe("the text of a failure", () => {
  const failure = {
    code: "unexpected",
    message: "cannot read \u001b[31mx",
    hint: "report it",
    causes: ["inner"],
    stack: "Error: x\n    at y",
  } as const;

  it("is one line with its hint; causes and stack only with -v", () => {
    expect(renderFailure(failure, plain, false)).toBe(
      "error: cannot read \\x1b[31mx  unexpected\n   hint: report it\n",
    );
    expect(renderFailure(failure, plain, true)).toContain("   caused by: inner\n   Error: x\n       at y\n");
  });
});

import { describe, expect, it } from "vitest";
import { renderRecipe, renderRecipes } from "../../../src/cli/render/recipes.ts";
import { renderServerResult } from "../../../src/cli/render/server.ts";
import { renderValidate } from "../../../src/cli/render/validate.ts";
import { target } from "./harness.ts";

describe("the text of recipes", () => {
  it("lists each with its summary, and where it comes from unless it is built in", () => {
    const recipes = [
      { name: "eks", summary: "Run on EKS.", source: "built-in" },
      { name: "nightly", summary: "Run at night.", source: "recipes/nightly.ts" },
    ];
    expect(renderRecipes({ recipes, diagnostics: [] })).toMatchInlineSnapshot(`
      "  eks       Run on EKS.
        nightly   Run at night.  (recipes/nightly.ts)

      \`meta-prefect recipes show NAME\` shows the variables of one.
      "
    `);
  });

  it("shows one with its variables and an entry to start from", () => {
    const variables = [
      { name: "cpu", type: "number, above 0, at most 64", required: true, description: "Cores." },
      { name: "memory", type: "number", required: false, default: 2, description: "GiB." },
      { name: "image", type: "string", required: false },
    ];
    expect(renderRecipe({ name: "eks", summary: "Run on EKS.", source: "built-in", variables }))
      .toMatchInlineSnapshot(`
        "eks  (built-in)
        Run on EKS.

        variables:
          cpu      required    number, above 0, at most 64
                               Cores.
          memory   default 2   number
                               GiB.
          image    optional    string

        in meta_prefect.yaml, below a flow:
            - recipe: eks
              variables:
                cpu: # number, above 0, at most 64
        "
      `);
  });

  it("says that one has no variables", () => {
    expect(renderRecipe({ name: "x", summary: "X.", source: "built-in", variables: [] })).toContain(
      "It has no variables.",
    );
  });
});

describe("the text of a validation", () => {
  it("counts deployments and flows, and lists them with -v", () => {
    const deployments = [
      { flow: "etl", name: "a", environment: "dev" },
      { flow: "etl", name: "b", environment: "prod" },
    ];
    const result = { target: { ...target, api: null }, deployments, diagnostics: [] };
    expect(renderValidate(result, false)).toBe("acme · dev\n\nValid: 2 deployments of 1 flow.\n");
    expect(renderValidate(result, true)).toContain("  etl/a   dev\n  etl/b   prod\n");
  });
});

describe("the text of server commands", () => {
  const server = {
    running: true,
    url: "http://127.0.0.1:4200/api",
    uiUrl: "http://127.0.0.1:4200",
    version: "3.8.8",
    pid: 7,
    logFile: "/data/server.log",
    dataFolder: "/data",
  };
  it("says what was done and where the server is", () => {
    expect(renderServerResult({ changed: true, server }, "running")).toMatchInlineSnapshot(`
      "The local Prefect is started.

        state     running
        version   3.8.8
        ui        http://127.0.0.1:4200
        api       http://127.0.0.1:4200/api
        pid       7
        log       /data/server.log
        data      /data
      "
    `);
    const stopped = { ...server, running: false, url: null, uiUrl: null, version: null, pid: null };
    expect(renderServerResult({ changed: false, server: stopped }, "stopped")).toBe(
      "The local Prefect does not run.\n",
    );
  });
});

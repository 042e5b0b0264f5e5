import { describe, expect, it } from "vitest";
import { MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import type { FlowOptions } from "../../../src/interfaces/options.ts";
import type { FlowDescription } from "../../../src/interfaces/tool-results.ts";
import { runWith } from "./harness.ts";

const exact: FlowDescription = {
  name: "etl",
  description: "Loads.",
  version: "1",
  entrypoint: "flows/etl.py:etl",
  options: { retries: 2, log_prints: null, on_failure: [] },
  parameter_openapi_schema: { title: "Parameters", type: "object", properties: {} },
  exact: true,
  reasons: [],
};
const reason = {
  code: "unknown-package",
  message: "acme is no part of the project",
  file: "a.py",
  line: 3,
  column: 8,
};
const open: FlowDescription = {
  ...exact,
  name: "pay",
  entrypoint: "a.py:pay",
  exact: false,
  reasons: [{ ...reason, parameter: "currency" }],
};

describe("flows list", () => {
  const listFlows = () =>
    Promise.resolve({ root: "/project", globs: ["**/*.py"], flows: [exact, open], diagnostics: [] });

  it("is a table with what is not known, and where", async () => {
    expect((await runWith(["flows", "list"], { listFlows })).stdout).toBe(
      `  etl   flows/etl.py:etl   exact
  pay   a.py:pay           not exact  a.py:3 currency: acme is no part of the project

2 flows, 1 not exact.
`,
    );
  });

  it("is a bare list as JSON, with an error in the place of a file that cannot be read", async () => {
    const { code, stdout } = await runWith(["flows", "list", "--json"], { listFlows });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([exact, open]);
    const location = { file: "bad.py", line: 2, column: 1 };
    const bad = { severity: "error", code: "python-syntax", message: "no", location } as const;
    const broken = await runWith(["flows", "list", "--json"], {
      listFlows: async () => ({ ...(await listFlows()), diagnostics: [bad] }),
    });
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout)).toEqual([
      exact,
      open,
      { error: { code: "python-syntax", message: "no", file: "bad.py", line: 2 } },
    ]);
  });
});

describe("flows show", () => {
  it("prints the promised keys and nothing else as JSON, and ends with 0 also when not exact", async () => {
    const asked: FlowOptions[] = [];
    const showFlow = (options: FlowOptions) => {
      asked.push(options);
      return Promise.resolve({ flow: open, parameters: [] });
    };
    const { code, stdout } = await runWith(["flows", "show", "a.py:pay", "--inspect=static", "--json"], {
      showFlow,
    });
    expect({ code, flow: JSON.parse(stdout) as unknown }).toEqual({ code: 0, flow: open });
    expect(asked).toMatchObject([{ entrypoint: "a.py:pay", inspect: "static" }]);
  });

  it("shows parameters, and the options that somebody set", async () => {
    const parameters = [{ name: "x", type: "whole number", required: false, default: 1 }];
    const showFlow = () => Promise.resolve({ flow: exact, parameters });
    const { stdout } = await runWith(["flows", "show", "flows/etl.py:etl"], { showFlow });
    expect(stdout).toContain("parameters:\n  x   default 1   whole number\n\noptions:\n  retries   2\n");
    expect(stdout).not.toContain("log_prints");
  });

  it("ends with 1 and the error alone when there is no such flow", async () => {
    const location = { file: "a.py", line: 1, column: 1 };
    const diagnostic = { severity: "error", code: "no-such-flow", message: "nothing", location } as const;
    const showFlow = () =>
      Promise.reject(new MetaPrefectError("flow-not-found", "nothing", { diagnostics: [diagnostic] }));
    const json = await runWith(["flows", "show", "a.py:b", "--json"], { showFlow });
    expect(json.code).toBe(1);
    expect(JSON.parse(json.stdout)).toEqual({
      error: { code: "no-such-flow", message: "nothing", file: "a.py", line: 1 },
    });
    const text = await runWith(["flows", "show", "a.py:b"], { showFlow });
    expect(text).toMatchObject({ code: 1, stdout: "" });
    expect(text.stderr).toContain("a.py:1:1  no-such-flow");
  });

  it("refuses another way to inspect", async () => {
    const { code, stderr } = await runWith(["flows", "show", "a.py:b", "--inspect=dynamic"]);
    expect(code).toBe(1);
    expect(stderr).toContain("static, python, auto");
  });
});

describe("the file that flows show names", () => {
  it.each(["flows/etl.py:etl", "../elsewhere/etl.py:Jobs.run", "/srv/etl.py:etl", "./etl.py:etl", "etl"])(
    "is no place of the project: %s",
    async (entrypoint) => {
      const asked: string[] = [];
      const refused = new MetaPrefectError("flow-not-found", "there is none");
      const showFlow = (options: { readonly entrypoint: string }): Promise<never> => {
        asked.push(options.entrypoint);
        return Promise.reject(refused);
      };
      expect((await runWith(["flows", "show", entrypoint], { showFlow })).code).toBe(1);
      expect(asked).toEqual([entrypoint]);
    },
  );
});

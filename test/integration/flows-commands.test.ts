import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { makeFlowProject, plain, schemaByPrefect } from "../support/flow-project.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";

/** A text, in an expected object. */
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

let project: ProjectFolder;

beforeAll(async () => {
  project = await makeFlowProject();
}, 240_000);
afterAll(() => project.remove());

const description = z.strictObject({
  name: z.string().nullable(),
  description: z.string().nullable(),
  version: z.string().nullable(),
  entrypoint: z.string(),
  options: z.record(z.string(), z.json()),
  parameter_openapi_schema: z.looseObject({ properties: z.record(z.string(), z.json()) }),
  exact: z.boolean(),
  reasons: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      file: z.string(),
      line: z.int(),
      column: z.int(),
      parameter: z.string().optional(),
    }),
  ),
});

function described({ stdout }: CliResult): z.output<typeof description> {
  return description.parse(JSON.parse(stdout));
}

const show = (...input: string[]): Promise<CliResult> =>
  runCli(["flows", "show", "--json", ...input], { cwd: project.path });

describe("flows show --json", () => {
  it("prints exactly one object, from the source, where no interpreter is [N9]", async () => {
    const result = await runCli(["flows", "show", "flows/plain.py:plain", "--json", "-q"], {
      cwd: project.path,
      env: { PATH: "/nowhere", VIRTUAL_ENV: join(project.path, "nowhere") },
    });
    expect(result).toMatchObject({ code: 0, stderr: "" });
    expect(described(result)).toMatchObject({
      name: "plain",
      description: "Adds.",
      entrypoint: "flows/plain.py:plain",
      options: { log_prints: true, retries: 0 },
      parameter_openapi_schema: { properties: { x: { type: "integer", default: 1 } } },
      exact: true,
      reasons: [],
    });
  });

  it("says with --inspect static where and why a flow is not known, and ends with 0 [N9]", async () => {
    const result = await show("flows/pay.py:pay", "--inspect=static");
    expect(result.code).toBe(0);
    const { exact, reasons, name } = described(result);
    expect({ exact, name }).toEqual({ exact: false, name: "pay-out" });
    const at = (parameter: string): unknown => reasons.find((reason) => reason.parameter === parameter);
    expect(at("currency")).toMatchObject({ file: "flows/pay.py" });
    expect(at("year")).toMatchObject({ file: "flows/pay.py", line: 9 });
  });

  it("asks Prefect about what the source does not say: a package of the interpreter, a computed default [N9, N29]", async () => {
    const flow = described(await show("flows/pay.py:pay"));
    expect(flow).toMatchObject({ name: "pay-out", description: matching(/Pays/), exact: true, reasons: [] });
    expect(flow.options).toMatchObject({ retries: 2 });
    expect(flow.parameter_openapi_schema).toEqual(schemaByPrefect(project.path, "flows/pay.py:pay"));
    expect(described(await show("flows/plain.py:plain", "--inspect=python"))).toMatchObject({
      name: "plain",
      exact: true,
    });
  });

  it("takes package.module:function, and a path from the folder that one is in", async () => {
    expect(described(await show("flows.plain:plain")).name).toBe("plain");
    const below = await runCli(["flows", "show", "plain.py:plain", "--json"], {
      cwd: join(project.path, "flows"),
    });
    expect(described(below).name).toBe("plain");
  });

  it("ends with 1 and the place when there is no such flow", async () => {
    const missing = await show("flows/plain.py:nothing");
    expect(missing.code).toBe(1);
    expect(JSON.parse(missing.stdout)).toEqual({
      error: {
        code: "no-such-flow",
        message: "flows/plain.py has nothing named nothing",
        file: "flows/plain.py",
        line: 1,
      },
    });
    const nowhere = await show("nowhere.py:f");
    expect(nowhere.code).toBe(1);
    expect(JSON.parse(nowhere.stdout)).toMatchObject({ error: { code: "no-such-file", file: "nowhere.py" } });
  });

  it("keeps what the source says when Prefect cannot load the flow, with the reason", async () => {
    const env = { VIRTUAL_ENV: join(project.path, "nowhere") };
    const result = await runCli(["flows", "show", "flows/pay.py:pay", "--json"], { cwd: project.path, env });
    expect(result.code).toBe(0);
    const { exact, reasons } = described(result);
    expect(exact).toBe(false);
    expect(reasons.at(-1)).toMatchObject({ code: "no-prefect", message: matching(/python:/) });
  });
});

describe("flows list", () => {
  it("names every flow and whether it is exact, in a table and as a list", async () => {
    const text = await runCli(["flows", "list"], { cwd: project.path });
    expect(text.code).toBe(0);
    expect(text.stdout).toMatch(/^ {2}plain +flows\/plain\.py:plain +exact$/m);
    expect(text.stdout).toMatch(/^ {2}pay-out +flows\/pay\.py:pay +not exact +flows\/pay\.py:\d+ /m);
    const list = await runCli(["flows", "list", "--json"], { cwd: project.path });
    const flows = z.array(description).parse(JSON.parse(list.stdout));
    expect(flows.map(({ entrypoint }) => entrypoint)).toContain("a/flow_a.py:f");
  });

  it("shows a file that is no Python with its place, and all others", async () => {
    const broken = await makeProject({ "good.py": plain, "bad.py": "from prefect import flow\ndef f(:\n" });
    try {
      const { code, stdout } = await runCli(["flows", "list", "--json"], { cwd: broken.path });
      expect(code).toBe(1);
      expect(JSON.parse(stdout)).toMatchObject([
        { name: "plain", exact: true },
        { error: { code: "python-syntax", file: "bad.py", line: 2 } },
      ]);
    } finally {
      await broken.remove();
    }
  });
});

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { createPrefectInspector } from "../../src/hosts/prefect-inspection.ts";
import { interpreterIn } from "../../src/hosts/python-environment.ts";
import type { Inspection } from "../../src/interfaces/flow.ts";
import { runCli } from "../support/cli.ts";
import { makeFlowProject, schemaByPrefect } from "../support/flow-project.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";

/** A text, in an expected object. */
const matching = (pattern: RegExp): unknown => expect.stringMatching(pattern);

let project: ProjectFolder;

beforeAll(async () => {
  project = await makeFlowProject();
}, 240_000);
afterAll(() => project.remove());

describe("asking Prefect", () => {
  const inspector = (seconds: number): ReturnType<typeof createPrefectInspector> =>
    createPrefectInspector({
      root: project.path,
      seconds,
      python: () =>
        Promise.resolve({
          python: interpreterIn(join(project.path, ".venv")),
          source: ".venv",
          env: process.env,
        }),
      report: () => undefined,
    });

  it("answers for every flow, whatever the others do to the process [N9]", async () => {
    const asked = ["exits.py:f", "ends.py:f", "raises.py:f", "hangs.py:f", "flows/pay.py:pay"];
    const answers = await inspector(15).inspect(asked);
    const failure = (entrypoint: string): Inspection["failure"] => answers.get(entrypoint)?.failure;
    expect(failure("exits.py:f")).toMatchObject({
      code: "inspection-failed",
      message: matching(/SystemExit: 3/),
      location: { file: "exits.py", line: 3 },
    });
    expect(failure("ends.py:f")).toMatchObject({
      code: "inspection-failed",
      message: matching(/ended with 7/),
    });
    expect(failure("raises.py:f")).toMatchObject({
      message: "ModuleNotFoundError: No module named 'nowhere_to_be_found'",
      location: { file: "raises.py", line: 3 },
    });
    expect(failure("hangs.py:f")).toMatchObject({
      code: "inspection-timeout",
      message: matching(/hangs\.py:f/),
    });
    expect(answers.get("flows/pay.py:pay")?.flow).toMatchObject({ name: "pay-out" });
  });

  it("keeps modules of the same name in two folders apart, and writes nothing beside them", async () => {
    const answers = await inspector(60).inspect(["a/flow_a.py:f", "b/flow_b.py:f"]);
    expect([...answers.values()].map(({ flow }) => flow?.name)).toEqual(["from-a", "from-b"]);
    expect(readdirSync(join(project.path, "a")).toSorted()).toEqual(["flow_a.py", "helper.py"]);
  });

  it("ends what it started when the run is stopped", async () => {
    const controller = new AbortController();
    const stopped = createPrefectInspector({
      root: project.path,
      python: () =>
        Promise.resolve({
          python: interpreterIn(join(project.path, ".venv")),
          source: ".venv",
          env: process.env,
        }),
      report: () => undefined,
      signal: controller.signal,
    }).inspect(["hangs.py:f"]);
    setTimeout(() => {
      controller.abort(new TypeError("stopped"));
    }, 500);
    await expect(stopped).rejects.toThrow("stopped");
  });
});

describe("a project with a flow that its source does not tell", () => {
  const yaml = (rest: string, entry = ""): string =>
    `name: acme\n${rest}deployments:\n  flows/pay.py:pay:\n    - { name: d${entry} }\n  flows/plain.py:plain:\n    - { name: d }\n`;
  const rendered = z.object({
    deployments: z.array(
      z.object({
        flow: z.string(),
        body: z.looseObject({
          parameter_openapi_schema: z.looseObject({ properties: z.record(z.string(), z.json()) }),
        }),
      }),
    ),
    diagnostics: z.array(z.looseObject({ code: z.string(), message: z.string() })),
  });
  const render = async (text: string, env = {}): Promise<z.output<typeof rendered>> => {
    await project.write("meta_prefect.yaml", text);
    const { stdout } = await runCli(["render", "--json"], { cwd: project.path, env });
    return rendered.parse(JSON.parse(stdout));
  };

  it("is read by Prefect where that is needed, unless it says inspect: static [N9, N29]", async () => {
    const auto = await render(yaml(""));
    expect(auto.diagnostics).toEqual([]);
    const body = auto.deployments.find(({ flow }) => flow === "pay-out")?.body;
    expect(body?.parameter_openapi_schema.properties).toEqual(
      z.object({ properties: z.json() }).parse(schemaByPrefect(project.path, "flows/pay.py:pay")).properties,
    );
    const fixed = await render(yaml("inspect: static\n"));
    expect(fixed.diagnostics).toMatchObject([
      {
        severity: "error",
        message: matching(/parameter (currency|year)/),
        location: { file: "flows/pay.py" },
      },
      {
        severity: "error",
        hint: matching(/inspect: auto.*parameters_schema/),
        location: { file: "flows/pay.py" },
      },
    ]);
    const own = await render(yaml("", ", inspect: static"));
    expect(own.diagnostics).toHaveLength(2);
  });

  it("takes declared schemas for the parameters, and then asks nobody [N9]", async () => {
    const declared = `, parameters_schema: { currency: { type: string }, year: { type: integer, minimum: 2000 } }`;
    const { deployments, diagnostics } = await render(yaml("inspect: static\n", declared));
    expect(diagnostics).toEqual([]);
    const body = deployments.find(({ flow }) => flow === "pay-out")?.body;
    expect(body?.parameter_openapi_schema.properties).toMatchObject({
      currency: { type: "string", position: 0 },
      year: { type: "integer", minimum: 2000, position: 1 },
    });
    expect(body?.parameter_openapi_schema["required"]).toEqual(["currency"]);
    const wrong = await render(yaml("", ", parameters_schema: { curency: { type: string } }"));
    expect(wrong.diagnostics).toMatchObject([{ code: "invalid-value", hint: "did you mean currency?" }]);
  });

  it("names both ways out where no interpreter has Prefect [N9]", async () => {
    await project.write("meta_prefect.yaml", yaml(""));
    const { code, stderr } = await runCli(["validate"], {
      cwd: project.path,
      env: { VIRTUAL_ENV: join(project.path, "nowhere") },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/flows\/pay\.py:\d+:\d+ {2}no-prefect/);
    expect(stderr).toMatch(/python:/);
    expect(stderr).toMatch(/parameters_schema/);
  });

  it("makes no Python environment for this, and names both ways out where there is none [N9]", async () => {
    const bare = await makeProject({
      "flow.py": "import time\nfrom prefect import flow\n@flow\ndef f(at: float = time.time()): ...\n",
      "meta_prefect.yaml": "name: acme\ndeployments: { f: [{ name: d }] }\n",
    });
    try {
      const cache = join(bare.path, "cache");
      const env = { META_PREFECT_CACHE: cache };
      const { code, stderr } = await runCli(["validate"], { cwd: bare.path, env });
      expect(code).toBe(1);
      expect(stderr).toMatch(/flow\.py:4:\d+ {2}no-inspection-python/);
      expect(stderr).toMatch(/python:.*parameters_schema: \{ at:/);
      expect(readdirSync(cache)).not.toContain("python");
    } finally {
      await bare.remove();
    }
  });
});

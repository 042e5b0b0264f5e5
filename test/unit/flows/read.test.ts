import { afterEach, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { flow } from "../../../src/flows/flow.ts";
import type { FlowReading } from "../../../src/interfaces/project.ts";
import { projectFolder, seedFlow } from "./project-folder.ts";

let folder: ReturnType<typeof projectFolder> | undefined;
afterEach(() => folder?.remove());

async function read(
  entrypoint: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  env?: Readonly<Record<string, string>>,
): Promise<FlowReading> {
  folder = projectFolder(files);
  return createFlowReader({ root: folder.root, env }).read(flow(entrypoint));
}

describe("reading one flow", () => {
  it("derives name and parameter schema of the seed's flow without running it [C03, C04, C19]", async () => {
    const { flow: found, diagnostics } = await read("flow.py:add_two_numbers_flow", { "flow.py": seedFlow });
    expect(diagnostics).toEqual([]);
    expect(found).toMatchObject({
      name: "add-two-numbers-flow",
      description: null,
      version: null,
      entrypoint: "flow.py:add_two_numbers_flow",
      reasons: [],
    });
    expect(found?.location).toEqual({
      file: "flow.py",
      line: 6,
      column: 5,
      length: "add_two_numbers_flow".length,
    });
    expect(found?.parameterSchema).toEqual({
      title: "Parameters",
      type: "object",
      properties: {
        x: { type: "integer", title: "x", position: 0 },
        y: { type: "integer", title: "y", position: 1 },
      },
      required: ["x", "y"],
      definitions: {},
    });
  });

  it.each([
    "flows/flow.py:add_two_numbers_flow",
    "./flows/flow.py:add_two_numbers_flow",
    "flows.flow:add_two_numbers_flow",
  ])("takes %s for the same flow [N38]", async (entrypoint) => {
    const { flow: found } = await read(entrypoint, { "flows/flow.py": seedFlow });
    expect(found?.entrypoint).toBe("flows/flow.py:add_two_numbers_flow");
  });

  it("needs no package that the flow imports [N9]", async () => {
    const source =
      'import some_missing_package\nfrom prefect import flow\n@flow(name="n")\ndef f(a: int = 1):\n    """Doc.\n\n    Args:\n        a: the a\n    """\n    some_missing_package.go()\n';
    const { flow: found } = await read("f.py:f", { "f.py": source });
    expect(found).toMatchObject({ name: "n", description: "Doc.\n\nArgs:\n    a: the a", reasons: [] });
    expect(found?.parameterSchema["properties"]).toEqual({
      a: { type: "integer", title: "a", position: 0, default: 1, description: "the a" },
    });
  });

  it("says with place and parameter what it cannot know, and never guesses [N9, N29]", async () => {
    const source =
      "import strange\nfrom prefect import flow\n@flow\ndef f(a: strange.Thing, b: int = strange.default(), c: int = 1): ...\n";
    const { flow: found } = await read("f.py:f", { "f.py": source });
    expect(new Set(found?.reasons.map(({ parameter }) => parameter))).toEqual(new Set(["a", "b"]));
    for (const reason of found?.reasons ?? []) expect(reason.location.file).toBe("f.py");
  });

  it("takes values of the environment only from the environment that it is given", async () => {
    const files = {
      "f.py":
        'import os\nfrom prefect import flow\n@flow(name=os.environ.get("STAGE", "dev"))\ndef f(): ...\n',
    };
    expect((await read("f.py:f", files, { STAGE: "prod" })).flow).toMatchObject({
      name: "prod",
      reasons: [],
    });
    expect((await read("f.py:f", files, {})).flow).toMatchObject({ name: "dev", reasons: [] });
    expect((await read("f.py:f", files)).flow?.reasons[0]).toMatchObject({
      code: "unknown-environment",
      location: { file: "f.py", line: 3 },
    });
  });

  it("names candidates for a file, a module and a function that are not there [N38]", async () => {
    const files = { "flows/flow.py": seedFlow };
    expect((await read("flows/flo.py:add_two_numbers_flow", files)).diagnostics).toMatchObject([
      { code: "no-such-file", hint: "did you mean flows/flow.py?" },
    ]);
    expect((await read("flows.flo:add_two_numbers_flow", files)).diagnostics).toMatchObject([
      { code: "no-such-file", hint: "did you mean flows/flow.py?" },
    ]);
    expect((await read("flows/flow.py:add_two_number_flow", files)).diagnostics).toMatchObject([
      { code: "no-such-flow", hint: "did you mean add_two_numbers_flow?" },
    ]);
  });

  it("refuses what is not a flow, what Prefect refuses, and what is not Python, each with its place", async () => {
    const files = {
      "a.py": "def f(): ...\n",
      "b.py": 'from prefect import flow\n@flow(name="a/b")\ndef f(): ...\n',
      "c.py": 'from prefect import flow\n@flow\ndef f():\n    print "x"\n',
      "d.py": Uint8Array.from([0x23, 0xff, 0xfe, 0x0a]),
    };
    expect((await read("a.py:f", files)).diagnostics).toMatchObject([{ code: "not-a-flow" }]);
    expect((await read("b.py:f", files)).diagnostics).toMatchObject([
      { code: "flow-rejected", location: { file: "b.py", line: 2 } },
    ]);
    expect((await read("c.py:f", files)).diagnostics).toMatchObject([
      { code: "python-syntax", location: { file: "c.py", line: 4 } },
    ]);
    expect((await read("d.py:f", files)).diagnostics).toMatchObject([
      { code: "python-syntax", location: { file: "d.py" } },
    ]);
  });

  it("ends on cyclic imports, endless loops and deep nesting", async () => {
    const files = {
      "a.py": "import b\nfrom prefect import flow\n@flow\ndef f(x: int = b.Y): ...\n",
      "b.py": "import a\nY = 2\n",
      "c.py": "from prefect import flow\nwhile True:\n    pass\n@flow\ndef f(): ...\n",
      "d.py": `x = ${"(".repeat(5000)}1${")".repeat(5000)}\n`,
      "e.py": "def r(n): return r(n + 1)\nfrom prefect import flow\n@flow\ndef f(x: int = r(0)): ...\n",
    };
    expect((await read("a.py:f", files)).flow).toMatchObject({ reasons: [] });
    expect((await read("d.py:f", files)).diagnostics).toMatchObject([{ code: "python-syntax" }]);
    expect((await read("e.py:f", files)).flow?.reasons[0]?.code).toBe("too-much-work");
    expect(
      (await read("c.py:f", files)).flow?.reasons ?? (await read("c.py:f", files)).diagnostics,
    ).not.toEqual([]);
  });

  it("changes the digest with the flow's file and with every file that it imports, and with no other", async () => {
    const files = {
      "f.py": "from lib import N\nfrom prefect import flow\n@flow\ndef f(x: int = N): ...\n",
      "lib.py": "from deep import N\n",
      "deep.py": "N = 1\n",
      "other.py": "A = 1\n",
    };
    const first = (await read("f.py:f", files)).flow?.digest;
    expect((await read("f.py:f", files)).flow?.digest).toBe(first);
    expect((await read("f.py:f", { ...files, "other.py": "A = 2\n" })).flow?.digest).toBe(first);
    for (const path of ["f.py", "lib.py", "deep.py"] as const)
      expect((await read("f.py:f", { ...files, [path]: `${files[path]}# changed\n` })).flow?.digest).not.toBe(
        first,
      );
  });
});

import { readdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { projectFolder, seedFlow } from "./project-folder.ts";

const folders: ReturnType<typeof projectFolder>[] = [];
const make = (files: Readonly<Record<string, string>>): ReturnType<typeof projectFolder> => {
  const made = projectFolder(files);
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

const one = (name: string): string => `from prefect import flow\n@flow\ndef ${name}(): ...\n`;

describe("discovering flows", () => {
  it("gives the same for a folder however it is named", async () => {
    const files = {
      "flows/etl.py":
        "from prefect import flow\nfrom common import Size\n@flow\ndef etl(size: Size = Size.SMALL): ...\n",
      "flows/common.py": 'from enum import Enum\nclass Size(Enum):\n    SMALL = "s"\n',
    };
    const { root } = make(files);
    const absolute = await createFlowReader({ root }).discover(["**/*.py"]);
    expect(absolute.flows.map(({ reasons }) => reasons)).toEqual([[]]);
    const named = relative(process.cwd(), root);
    expect(await createFlowReader({ root: named }).discover(["**/*.py"])).toEqual(absolute);
  });

  it("finds every flow under the globs in a fixed order, and nothing in environments and hidden folders [N9]", async () => {
    const skipped = [
      ".venv",
      "venv",
      "node_modules",
      "__pycache__",
      ".git",
      "build",
      "dist",
      "site-packages",
      ".hidden",
    ].map((name) => [`${name}/x.py`, one("hidden")] as const);
    const { root } = make({
      "b.py": one("b") + one("b2"),
      "a/deep/c.py": one("c"),
      "a/plain.py": "X = 1\n",
      ...Object.fromEntries(skipped),
    });
    const { flows, diagnostics } = await createFlowReader({ root }).discover(["**/*.py"]);
    expect(diagnostics).toEqual([]);
    expect(flows.map(({ entrypoint }) => entrypoint)).toEqual(["a/deep/c.py:c", "b.py:b", "b.py:b2"]);
    const part = await createFlowReader({ root }).discover(["a/**/*.py"]);
    expect(part.flows.map(({ entrypoint }) => entrypoint)).toEqual(["a/deep/c.py:c"]);
  });

  it("takes a flow once, where it is made, however it is made", async () => {
    const { root } = make({
      "lib.py": one("made_here"),
      "use.py":
        "from lib import made_here\nfrom prefect import flow as workflow\nimport prefect\n@workflow(name='w')\ndef a(): ...\n@prefect.flow\ndef b(): ...\nc = b.with_options(name='c2')\nalias = c\n",
    });
    const { flows } = await createFlowReader({ root }).discover(["**/*.py"]);
    expect(flows.map(({ entrypoint, name }) => `${entrypoint} ${name}`)).toEqual([
      "lib.py:made_here made-here",
      "use.py:a w",
      "use.py:b b",
      "use.py:c c2",
    ]);
  });

  it("lists the flows of a file that raises while it is imported, also those behind that place [N9]", async () => {
    const { root } = make({
      "raises.py":
        "from prefect import flow as f\n@f\ndef before(): ...\nraise ValueError('no')\n@f(name='later')\ndef after(x: int): ...\nclass Jobs:\n    @staticmethod\n    @f\n    def run(): ...\n",
      "lost.py":
        "import missing_package\nfrom prefect import flow\nmissing_package.LIMIT < 1\n@flow\ndef kept(): ...\n",
    });
    const { flows, diagnostics } = await createFlowReader({ root }).discover(["**/*.py"]);
    const told = [
      ...flows.map(({ entrypoint, name }) => `${entrypoint} ${name}`),
      ...diagnostics.map(({ location, message }) => `${location?.file ?? ""} ${message}`),
    ].join("\n");
    for (const name of ["raises.py:before", "raises.py:after later", "lost.py:kept kept"])
      expect(told).toContain(name);
    expect(told).toMatch(/run/);
  });

  it("reports a broken file with its place and hides no other flow", async () => {
    const { root } = make({
      "a.py": one("a"),
      "broken.py": "from prefect import flow\ndef f(:\n",
      "c.py": one("c"),
    });
    const { flows, diagnostics } = await createFlowReader({ root }).discover(["**/*.py"]);
    expect(flows.map(({ name }) => name)).toEqual(["a", "c"]);
    expect(diagnostics).toMatchObject([{ code: "python-syntax", location: { file: "broken.py", line: 2 } }]);
  });

  it("keeps results by content: equal when nothing changed, new when an imported file did, none from a corrupt cache", async () => {
    const cache = make({}).root;
    const project = make({
      "flow.py": `from lib import N\n${seedFlow.replace("y: int", "y: int = N")}`,
      "lib.py": "N = 1\n",
    });
    const discover = async (): Promise<string> =>
      JSON.stringify(
        await createFlowReader({ root: project.root, cacheFolder: cache }).discover(["**/*.py"]),
      );
    const fresh = await discover();
    expect(readdirSync(cache)).toHaveLength(1);
    expect(await discover()).toBe(fresh);
    project.write("lib.py", "N = 22\n");
    const changed = await discover();
    expect(changed).toContain('"default":22');
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), "{ not json");
    expect(await discover()).toBe(changed);
  });
});

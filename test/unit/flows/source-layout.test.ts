import { afterEach, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { flow } from "../../../src/flows/flow.ts";
import type { FlowReading } from "../../../src/interfaces/project.ts";
import { projectFolder } from "./project-folder.ts";

let folder: ReturnType<typeof projectFolder> | undefined;
afterEach(() => folder?.remove());

const files = {
  "src/acme/__init__.py": "",
  "src/acme/settings.py": "LIMIT = 7\n",
  "src/acme/flows/etl.py":
    "from acme.settings import LIMIT\nfrom prefect import flow\n@flow\ndef etl(limit: int = LIMIT): ...\n",
};

async function read(more: Readonly<Record<string, string>>): Promise<FlowReading> {
  folder = projectFolder({ ...files, ...more });
  return createFlowReader({ root: folder.root, env: {} }).read(flow("src/acme/flows/etl.py:etl"));
}

describe("packages below src/", () => {
  it.each([
    ["pyproject.toml", '[project]\nname = "acme"\n\n[build-system]\nrequires = ["hatchling"]\n'],
    ["setup.py", "from setuptools import setup\nsetup()\n"],
  ])("are imported as Prefect does once the project is installed, which %s says [N9]", async (name, text) => {
    const { flow: found } = await read({ [name]: text });
    expect(found?.reasons).toEqual([]);
    expect(found?.parameterSchema).toMatchObject({ properties: { limit: { default: 7 } } });
  });

  it("are not on the search path of a project that is no distribution", async () => {
    const { flow: found, diagnostics } = await read({ "pyproject.toml": "[tool.ruff]\nline-length = 100\n" });
    expect([...(found?.reasons ?? []), ...diagnostics].map(({ message }) => message).join()).toMatch(
      /acme is not part of the project/,
    );
  });

  it("are read anew when the project becomes a distribution", async () => {
    folder = projectFolder({ ...files, "cache/.keep": "" });
    const { root } = folder;
    const reasons = async (): Promise<number> => {
      const reader = createFlowReader({ root, cacheFolder: `${root}/cache` });
      const { flow: found } = await reader.read(flow("src/acme/flows/etl.py:etl"));
      return found?.reasons.length ?? -1;
    };
    expect(await reasons()).toBeGreaterThan(0);
    folder.write("pyproject.toml", "[build-system]\n");
    expect(await reasons()).toBe(0);
  });
});

import { afterEach, describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { projectFolder } from "./project-folder.ts";

const folders: ReturnType<typeof projectFolder>[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});
const source = `import os
from prefect import flow

@flow
def etl(bucket: str = os.environ.get("BUCKET", "none"), token: str = os.environ.get("GH_TOKEN", "")): ...
`;
const project = (): ReturnType<typeof projectFolder> => {
  const made = projectFolder({ "etl.py": source });
  folders.push(made);
  return made;
};
async function read(root: string, env: Readonly<Record<string, string>>, cacheFolder?: string) {
  const reader = createFlowReader({ root, env, ...(cacheFolder !== undefined && { cacheFolder }) });
  const { flow } = await reader.read({ language: "python", entrypoint: "etl.py:etl" });
  const properties = JSON.stringify(flow?.parameterSchema["properties"]);
  return { properties, reasons: flow?.reasons.map(({ message }) => message) };
}

describe("the environment that flows are read in", () => {
  it("gives values as it gives them to Prefect, which imports the file in it", async () => {
    const { root } = project();
    expect(await read(root, {})).toMatchObject({
      properties: expect.stringContaining('"none"') as string,
      reasons: [],
    });
    expect((await read(root, { BUCKET: "eu" })).properties).toContain('"eu"');
  });

  it("keeps what holds a secret out of what is shown, sent and kept [N15]", async () => {
    const { root } = project();
    const { reasons, properties } = await read(root, { GH_TOKEN: "canary-7f3a" });
    expect(reasons).toEqual(["the environment variable GH_TOKEN, which holds a secret"]);
    expect(properties).not.toContain("canary");
  });

  it("is asked again only for what a flow depends on when its reading is taken from the cache", async () => {
    const { root } = project();
    const cache = projectFolder({});
    folders.push(cache);
    expect((await read(root, { BUCKET: "eu" }, cache.root)).properties).toContain('"eu"');
    expect((await read(root, { BUCKET: "eu", OTHER: "x" }, cache.root)).properties).toContain('"eu"');
    expect((await read(root, { BUCKET: "us" }, cache.root)).properties).toContain('"us"');
    expect((await read(root, {}, cache.root)).properties).toContain('"none"');
  });
});

import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readImageContent } from "../../../src/hosts/images/image-content.ts";
import { isInsecure, splitRepository } from "../../../src/hosts/images/registry.ts";
import type { ImageInput } from "../../../src/interfaces/image.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject({
    "flows/a.py": "a",
    "flows/a.tmp": "a",
    "flows/deep/data/x.csv": "x",
    "data/y.csv": "y",
    "notes/keep.md": "k",
    "notes/drop.md": "d",
    "meta_prefect.yaml": "name: x\n",
    ".env": "SECRET=1",
    "requirements.txt": "",
    ".dockerignore": "# comment\n**/*.tmp\n/data\nnotes/*\n!notes/keep.md\n",
  });
});
afterAll(() => folder.remove());

const input = (more: Partial<ImageInput> = {}): ImageInput => ({
  root: folder.path,
  dockerfile: { text: "FROM scratch\n" },
  copy: ["."],
  placed: {},
  files: {},
  buildArgs: {},
  secrets: {},
  labels: {},
  ...more,
});

describe("what goes into an image", () => {
  it("is what .dockerignore leaves, counted from its folder, without our own file and secrets of a person [A16]", async () => {
    const { files, missing } = await readImageContent(input());
    expect([...files.keys()].sort()).toEqual([
      ...["flows/a.py", "flows/deep/data/x.csv", "notes/keep.md", "requirements.txt"],
    ]);
    expect(missing).toEqual([]);
  });

  it("is known by a digest that changes with content, mode, Dockerfile and arguments, and with nothing else [N20]", async () => {
    const digest = async (more: Partial<ImageInput> = {}): Promise<string> =>
      (await readImageContent(input(more))).digest;
    const first = await digest();
    await folder.write("flows/a.tmp", "b");
    await folder.write("flows/a.py", "a");
    expect(await digest()).toBe(first);
    const others = [
      await digest({ dockerfile: { text: "FROM other\n" } }),
      await digest({ buildArgs: { A: "1" } }),
      await digest({ copy: ["flows"] }),
      await digest({ platform: "linux/arm64" }),
    ];
    await chmod(join(folder.path, "flows/a.py"), 0o755);
    others.push(await digest());
    await folder.write("flows/a.py", "b");
    others.push(await digest());
    expect(new Set([first, ...others]).size).toBe(7);
  });

  it("takes a path however it is written: with a dot before it, with slashes behind it [A16]", async () => {
    const { files, missing } = await readImageContent(input({ copy: ["./flows/", "./requirements.txt"] }));
    expect([...files.keys()].sort()).toEqual(["flows/a.py", "flows/deep/data/x.csv", "requirements.txt"]);
    expect(missing).toEqual([]);
    expect([...(await readImageContent(input({ copy: ["./"] }))).files.keys()]).toContain("notes/keep.md");
  });

  it("names all that is not there at once [A16]", async () => {
    const { missing } = await readImageContent(
      input({
        copy: ["flows", "nowhere"],
        placed: { x: "dist/x.whl" },
        dockerfile: { path: "Dockerfile.x" },
      }),
    );
    expect(missing).toEqual(["nowhere", "dist/x.whl", "Dockerfile.x"]);
  });
});

describe("registries", () => {
  it("are Docker's own unless the name begins with a host", () => {
    expect(splitRepository("prefect")).toEqual({ registry: "docker.io", name: "library/prefect" });
    expect(splitRepository("acme/flows")).toEqual({ registry: "docker.io", name: "acme/flows" });
    expect(splitRepository("localhost:5000/a/b")).toEqual({ registry: "localhost:5000", name: "a/b" });
    expect(
      ["localhost:5000/a", "127.0.0.1:5000/a", "ghcr.io/a/b", "127.example.com/a"].map(isInsecure),
    ).toEqual([...[true, true, false, false]]);
  });
});

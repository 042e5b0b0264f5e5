import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readSourceTree } from "../../../src/hosts/source-tree.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder;
beforeEach(async () => {
  folder = await makeProject({ "a.py": "1", "lib/b.py": "2" });
});
afterEach(() => folder.remove());
const paths = async (): Promise<readonly string[]> => [...(await readSourceTree(folder.path)).files.keys()];

describe("the files that are copied", () => {
  it("are all but what ignore files name, each for its own folder", async () => {
    await folder.write(".gitignore", "*.log\n/build/\n!keep.log\n");
    await folder.write("lib/.gitignore", "!debug.log\nlocal/\n");
    await folder.write(".prefectignore", "notes/\n");
    for (const file of [
      "x.log",
      "keep.log",
      "build/x",
      "lib/debug.log",
      "lib/other.log",
      "lib/build/y",
      "lib/local/z",
      "notes/n.md",
    ])
      await folder.write(file, file);
    expect(await paths()).toEqual([
      ".gitignore",
      ".prefectignore",
      "a.py",
      "keep.log",
      "lib/.gitignore",
      "lib/b.py",
      "lib/build/y",
      "lib/debug.log",
    ]);
  });

  it("never are git's own, caches, environments, packages or .env", async () => {
    const files = [
      ".git/config",
      "lib/__pycache__/b.pyc",
      ".venv/bin/python",
      "node_modules/x/i.js",
      ".env",
      "lib/.env",
    ];
    for (const file of files) await folder.write(file, "x");
    expect(await paths()).toEqual(["a.py", "lib/b.py"]);
  });

  it("are linked files, but no linked folders", async () => {
    await symlink(join(folder.path, "a.py"), join(folder.path, "c.py"));
    await symlink(folder.path, join(folder.path, "lib", "round"));
    expect(await paths()).toEqual(["a.py", "c.py", "lib/b.py"]);
  });

  it("have one digest, which any other content or path changes", async () => {
    const digest = async (): Promise<string> => (await readSourceTree(folder.path)).digest;
    const first = await digest();
    expect(first).toMatch(/^[0-9a-f]{16}$/);
    expect(await digest()).toBe(first);
    await folder.write("lib/b.py", "3");
    const second = await digest();
    await folder.write("lib/b.py", "2");
    await folder.write("lib/c.py", "");
    expect(new Set([first, second, await digest()]).size).toBe(3);
  });
});

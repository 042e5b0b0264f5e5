import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileHost } from "../../../src/hosts/file-host.ts";
import { findPython } from "../../../src/hosts/find-python.ts";
import { interpreterIn } from "../../../src/hosts/python-environment.ts";
import { findWorkerPython, type WorkerPython } from "../../../src/hosts/worker-python.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let project: ProjectFolder;
beforeEach(async () => {
  project = await makeProject();
});
afterEach(() => project.remove());

/** A virtual environment that says it has this Prefect; nothing of it is imported here. */
async function makeVenv(prefect: string): Promise<string> {
  const folder = join(project.path, ".venv");
  const { executable } = await findPython(process.env);
  execFileSync(executable, ["-m", "venv", "--without-pip", folder]);
  const lib = readdirSync(join(folder, "lib"))[0] ?? "";
  const metadata = `Metadata-Version: 2.1\nName: prefect\nVersion: ${prefect}\n`;
  await project.write(`.venv/lib/${lib}/site-packages/prefect-${prefect}.dist-info/METADATA`, metadata);
  return join(".venv/lib", lib, "site-packages");
}

const choose = (env: Record<string, string> = {}): Promise<WorkerPython> =>
  findWorkerPython({
    root: project.path,
    env: { PATH: process.env["PATH"], ...env },
    privatePython: () => Promise.reject(new TypeError("not asked for")),
  });

describe("the interpreter of workers", () => {
  it("is activated as a shell would do it, so that flows find its commands", async () => {
    await makeVenv("3.9.1");
    const { python, env } = await choose();
    expect(python).toBe(interpreterIn(join(project.path, ".venv")));
    expect(env["VIRTUAL_ENV"]).toBe(join(project.path, ".venv"));
    expect(env["PATH"]?.startsWith(`${dirname(python)}:`)).toBe(true);
  });

  it("keeps the system's time zones unless it has its own", async () => {
    const packages = await makeVenv("3.9.1");
    expect((await choose({ PYTHONTZPATH: "/zones" })).env["PYTHONTZPATH"]).toBe("/zones");
    await project.write(join(packages, "tzdata/__init__.py"), "");
    expect((await choose({ PYTHONTZPATH: "/zones" })).env["PYTHONTZPATH"]).toBe("");
  });

  it("is refused with a Prefect of another major version", async () => {
    await makeVenv("2.20.0");
    await expect(choose()).rejects.toMatchObject({
      code: "no-prefect",
      message: expect.stringContaining("has Prefect 2.20.0, not 3") as string,
    });
  });
});

it("tells a folder from a file and from nothing", async () => {
  await project.write("file", "");
  const paths = [project.path, join(project.path, "file"), join(project.path, "nothing")];
  expect(await Promise.all(paths.map((path) => fileHost.isFolder(path)))).toEqual([true, false, false]);
});

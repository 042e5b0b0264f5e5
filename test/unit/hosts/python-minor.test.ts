import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pythonMinor } from "../../../src/hosts/python-minor.ts";

let folder: string;
const write = (path: string, text = ""): string => {
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, text);
  return whole;
};
const link = (to: string, from: string): void => {
  mkdirSync(dirname(join(folder, from)), { recursive: true });
  symlinkSync(join(folder, to), join(folder, from));
};
const found = (env: Readonly<Record<string, string>> = {}, python?: string): number | undefined =>
  pythonMinor({ root: join(folder, "project"), env, python });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "meta-prefect-minor-"));
  write("project/meta_prefect.yaml");
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe("the Python of a project", () => {
  it("is told by names and files alone, the project's own before the active and the machine's", () => {
    expect(found()).toBeUndefined();
    write("usr/bin/python3.13");
    link("usr/bin/python3.13", "usr/bin/python3");
    const env = { PATH: [join(folder, "none"), join(folder, "usr/bin")].join(delimiter) };
    expect(found(env)).toBe(13);
    write(".python-version", "3.12.4\n");
    expect(found(env)).toBe(12);
    write("project/.venv/pyvenv.cfg", "home = /usr/bin\nversion = 3.11.7\n");
    expect(found(env)).toBe(11);
    write("active/pyvenv.cfg", "version_info = 3.10.2.final.0\n");
    const active = { ...env, VIRTUAL_ENV: join(folder, "active") };
    expect(found(active)).toBe(10);
    write("opt/pyvenv.cfg", "version = 3.14.0\n");
    write("opt/bin/python");
    expect(found(active, join(folder, "opt/bin/python"))).toBe(14);
  });

  it("is what pyenv is set to where its script stands for Python, and unknown where Prefect does not run with it", () => {
    write("pyenv/shims/python3", "#!/bin/sh\n");
    write("pyenv/version", "3.11.7\n");
    const env = { PATH: join(folder, "pyenv/shims") };
    expect(found(env)).toBe(11);
    expect(found({ ...env, PYENV_VERSION: "3.12.1" })).toBe(12);
    expect(found({ ...env, PYENV_VERSION: "3.9.18" })).toBeUndefined();
  });
});

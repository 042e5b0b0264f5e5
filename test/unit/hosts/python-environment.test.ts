import { chmodSync, existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensurePrefectEnvironment } from "../../../src/hosts/python-environment.ts";
import type { RunEvent } from "../../../src/interfaces/events.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

/** Stands for uv, so that no package is fetched: notes its calls, and makes a folder with a link to an interpreter. */
const uv = `#!/bin/sh
echo "$@" >> "$(dirname "$0")/calls"
if [ "$1" = venv ]; then
  for folder; do :; done
  mkdir -p "$folder/bin" && ln -sf "$(command -v python3)" "$folder/bin/python"
fi
if [ "$1" = pip ]; then sleep 0.2; test ! -e "$(dirname "$0")/broken"; fi
`;

let place: ProjectFolder;
let env: Record<string, string | undefined>;
let events: RunEvent[];
beforeEach(async () => {
  place = await makeProject({ "bin/uv": uv });
  chmodSync(join(place.path, "bin/uv"), 0o755);
  env = { PATH: [join(place.path, "bin"), process.env["PATH"]].join(delimiter), HOME: process.env["HOME"] };
  events = [];
});
afterEach(() => place.remove());

const calls = (): readonly string[] => readFileSync(join(place.path, "bin/calls"), "utf8").trim().split("\n");
const installs = (): number => calls().filter((call) => call.startsWith("pip install")).length;
const ensure = async (more: Record<string, string> = {}): Promise<string> => {
  const options = { cacheFolder: join(place.path, "cache"), env: { ...env, ...more } };
  return (await ensurePrefectEnvironment({ ...options, report: (event) => events.push(event) })).python;
};

describe("the private Python environment", () => {
  it("is made once by all who want it at the same time, from the locked requirements only", async () => {
    const pythons = await Promise.all([ensure(), ensure(), ensure()]);
    expect(new Set(pythons).size).toBe(1);
    expect(installs()).toBe(1);
    const install = calls().find((call) => call.startsWith("pip install"));
    expect(install).toMatch(/--require-hashes --no-deps -r .*requirements\.lock$/);
    expect(events.every((event) => event.code === "phase" && event.phase === "python")).toBe(true);
    expect(events).toHaveLength(2);
  });

  it("is used again without asking for any Python", async () => {
    const python = await ensure();
    env = { PATH: "/nowhere" };
    expect(await ensure()).toBe(python);
    expect(installs()).toBe(1);
  });

  it("is made again when it was left half-made, or its Python is gone", async () => {
    await place.write("bin/broken", "");
    await expect(ensure()).rejects.toMatchObject({ code: "python-environment-failed" });
    rmSync(join(place.path, "bin/broken"));
    const python = await ensure();
    expect(installs()).toBe(2);
    const leftover = join(dirname(python), "leftover");
    await place.write(leftover.slice(place.path.length), "");
    rmSync(python);
    expect(await ensure()).toBe(python);
    expect(installs()).toBe(3);
    expect(existsSync(leftover)).toBe(false);
  });

  it("says what to install or to set where there is no suitable Python", async () => {
    env = { PATH: "/nowhere" };
    await expect(ensure()).rejects.toMatchObject({
      code: "no-python",
      hint: expect.stringMatching(/install Python 3\.10 .* META_PREFECT_PYTHON/) as string,
    });
  });

  it("refuses a META_PREFECT_PYTHON that is none, or too old, by name", async () => {
    await expect(ensure({ META_PREFECT_PYTHON: "/no/such/python" })).rejects.toMatchObject({
      code: "no-python",
      message: expect.stringContaining("/no/such/python") as string,
    });
    const old = join(place.path, "bin/old-python");
    await place.write("bin/old-python", "#!/bin/sh\necho 3.9\necho /usr/bin/old\n");
    chmodSync(old, 0o755);
    await expect(ensure({ META_PREFECT_PYTHON: old })).rejects.toMatchObject({
      code: "no-python",
      message: expect.stringContaining("Python 3.9") as string,
    });
  });
});

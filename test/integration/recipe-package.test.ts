import { execFile } from "node:child_process";
import { cp, mkdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runCli } from "../support/cli.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";

const execute = promisify(execFile);
const root = fileURLToPath(new URL("../..", import.meta.url));
let author: ProjectFolder;
let user: ProjectFolder;

const file = (recipes: string): string =>
  [
    "name: user",
    'recipes: ["@acme/prefect-recipes"]',
    "policies: [acme_owned]",
    "modules: [deployments.ts]",
    "deployments:",
    "  report:",
    `    - { name: nightly, environment: prod, recipes: [${recipes}] }`,
  ].join("\n");

beforeAll(async () => {
  author = await makeProject();
  await cp(join(root, "examples/recipe-package"), author.path, { recursive: true });
  const modules = join(author.path, "node_modules");
  await mkdir(modules);
  for (const name of ["meta-prefect", "typescript"]) {
    await symlink(name === "meta-prefect" ? root : join(root, "node_modules", name), join(modules, name));
  }
  await mkdir(join(modules, ".bin"));
  await symlink(join(root, "node_modules/typescript/bin/tsc"), join(modules, ".bin/tsc"));
  await execute("npm", ["pack", "--silent"], { cwd: author.path });
  user = await makeProject({
    "package.json": '{ "name": "user", "private": true }',
    "flow.py": "from prefect import flow\n\n@flow\ndef report():\n    pass\n",
    "deployments.ts": [
      'import { flow } from "meta-prefect";',
      'import { nightly } from "@acme/prefect-recipes";',
      'export const weekly = nightly({ team: "data", hour: 4 })(flow("flow.py:report"));',
    ].join("\n"),
    "meta_prefect.yaml": file("acme_nightly: { team: finance }"),
  });
  const tarball = join(author.path, "acme-prefect-recipes-1.0.0.tgz");
  const quiet = ["--silent", "--offline", "--no-audit", "--no-fund", "--no-save", "--legacy-peer-deps"];
  await execute("npm", ["install", ...quiet, tarball], { cwd: user.path });
  await symlink(root, join(user.path, "node_modules/meta-prefect"));
});
afterAll(async () => {
  await author.remove();
  await user.remove();
});

const rendered = z.object({
  deployments: z.array(
    z.object({
      name: z.string(),
      body: z.looseObject({
        tags: z.array(z.string()),
        schedules: z.array(z.looseObject({ schedule: z.unknown() })),
      }),
    }),
  ),
});

describe("recipes as a package, packed and installed elsewhere", () => {
  it("serve YAML and code [N22, C33]", async () => {
    const { code, stdout, stderr } = await runCli(["render", "--format", "json"], { cwd: user.path });
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
    const { deployments } = rendered.parse(JSON.parse(stdout));
    expect(deployments.map(({ name, body }) => [name, body.tags, body.schedules[0]?.schedule])).toEqual([
      ["nightly", ["team=finance"], { cron: "0 2 * * *", timezone: "Europe/Berlin" }],
      ["weekly", ["team=data"], { cron: "0 4 * * *", timezone: "Europe/Berlin" }],
    ]);
    const shown = await runCli(["recipes", "docs"], { cwd: user.path });
    expect(shown.stdout).toContain('| `team` | "data" \\| "finance" | required | Who answers for it. |');
  });

  it("bring policies, and checked variables [N22]", async () => {
    await writeFile(join(user.path, "meta_prefect.yaml"), file("tags: { tags: [x] }"));
    const broken = await runCli(["validate"], { cwd: user.path });
    expect(broken.stderr).toContain(
      "report/nightly: no tag says which team answers for it (policy acme_owned)",
    );
    await writeFile(join(user.path, "meta_prefect.yaml"), file("acme_nightly: { team: sales }"));
    const refused = await runCli(["validate"], { cwd: user.path });
    expect(refused.stderr).toMatch(/meta_prefect\.yaml:7:\d+ {2}invalid-variable/);
  });

  it("can be used by CommonJS", async () => {
    const script = 'console.log(require("@acme/prefect-recipes").nightly.recipeName)';
    const { stdout } = await execute(process.execPath, ["-e", script], { cwd: user.path });
    expect(stdout.trim()).toBe("acme_nightly");
  });

  it("are refused by a meta-prefect that they are not made for, which says which one is", async () => {
    const path = join(user.path, "node_modules/@acme/prefect-recipes/package.json");
    const manifest = z.looseObject({}).parse(JSON.parse(await readFile(path, "utf8")));
    await writeFile(path, JSON.stringify({ ...manifest, peerDependencies: { "meta-prefect": ">=7" } }));
    const { code, stderr } = await runCli(["validate"], { cwd: user.path });
    expect(code).toBe(1);
    expect(stderr).toMatch(/incompatible-package\s/);
    expect(stderr).toMatch(/@acme\/prefect-recipes 1\.0\.0 is made for meta-prefect >=7, and this is \d/);
  });
});

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, it } from "vitest";
import { pageBlocks, root } from "./code-blocks.ts";

const folder = mkdtempSync(join(tmpdir(), "meta-prefect-test-page-"));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

it("shows a recipe whose test passes, in a project that has the package installed [C41]", () => {
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "meta-prefect"), "junction");
  // What `npm init` writes: modules are taken for CommonJS there.
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }');
  const blocks = pageBlocks().filter(({ page }) => page === join("docs", "recipes.md"));
  for (const { file, code } of blocks) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
  const input = ["--import", tsx, "--test", join("recipes", "nightly.test.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, input, { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }, stdout).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^(#|ℹ) pass 2$/m);
});

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { savedFiles } from "../../../src/hosts/saved-files.ts";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "meta-prefect-saved-"));
  await mkdir(join(root, "flows"));
  await mkdir(join(root, "node_modules"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it("tells what is saved, also while somebody looks at the last ones, and nothing of packages [N42]", async () => {
  const controller = new AbortController();
  const saves = savedFiles(root, controller.signal);
  const next = async (): Promise<unknown> => (await saves.next()).value as unknown;
  expect(await next()).toEqual([]);
  await writeFile(join(root, "node_modules", "x.js"), "");
  await writeFile(join(root, "flows", "etl.py"), "pass\n");
  expect(await next()).toEqual(["flows/etl.py"]);
  await writeFile(join(root, "meta_prefect.yaml"), "name: acme\n");
  expect(await next()).toEqual(["meta_prefect.yaml"]);
  const last = saves.next();
  controller.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});

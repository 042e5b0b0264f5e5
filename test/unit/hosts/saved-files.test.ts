import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
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

/** Saves a file at one blow: made first and written then, it could be told twice. */
async function save(content: string, ...place: readonly string[]): Promise<void> {
  const outside = `${root}.part`;
  await writeFile(outside, content);
  await rename(outside, join(root, ...place));
}

it("tells what is saved, also while somebody looks at the last ones, and nothing of packages [N42]", async () => {
  const controller = new AbortController();
  const saves = savedFiles(root, controller.signal);
  const next = async (): Promise<unknown> => (await saves.next()).value as unknown;
  expect(await next()).toEqual([]);
  await save("", "node_modules", "x.js");
  await save("pass\n", "flows", "etl.py");
  expect(await next()).toEqual(["flows/etl.py"]);
  await save("name: acme\n", "meta_prefect.yaml");
  expect(await next()).toEqual(["meta_prefect.yaml"]);
  const last = saves.next();
  controller.abort();
  expect(await last).toEqual({ done: true, value: undefined });
});

import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { rollback } from "../../src/index.ts";
import type { RollbackOptions } from "../../src/index.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { git as gitIn } from "../support/git.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("back");
const flow = `${project}-flow`;
const clone = "prefect.deployments.steps.git_clone";
const shape = z.looseObject({
  version: z.string().nullable(),
  parameters: z.looseObject({}),
  pull_steps: z.array(z.record(z.string(), z.looseObject({}))),
  schedules: z.array(z.looseObject({ id: z.string(), schedule: z.looseObject({}) })),
});

let bare: string;
let folder: ProjectFolder;
let proxy: RecordingProxy;
const git = (...input: readonly string[]): string => gitIn(folder.path, ...input);
const source = (words: string): string =>
  `from prefect import flow\n\n@flow(name="${flow}")\ndef f(day: str = "today"):\n    print("${words}")\n`;
const there = (name: string): Promise<z.output<typeof shape>> =>
  read("GET", `/deployments/name/${flow}/${name}`, shape);
const back = (to: string, more: Partial<RollbackOptions> = {}): ReturnType<typeof rollback> => {
  const { changedSince: _changed, rendered: _rendered, out: _out, ...options } = actionOptions(folder.path);
  return rollback({ ...options, env: { ...options.env, PREFECT_API_URL: proxy.url }, ...more, to });
};
const commitOf = async (day: string, hour: number, more: string): Promise<string> => {
  const common = (strategy: string): string => `        - parameters: { day: ${day} }
        - schedule: { cron: "0 ${String(hour)} * * *" }
        - versioneer: { strategy: ${strategy} }
`;
  await folder.write(
    "meta_prefect.yaml",
    `name: ${project}
deployments:
  ${flow}:
    - name: pinned
      recipes:
        - git_storage: { repository: "file://${bare}", branch: main, pin: true }
${common("git")}    - name: here
      recipes:
        - path_resolver
${common("git-declaration")}${more}`,
  );
  git("add", "-A");
  git("commit", "-q", "-m", day);
  git("push", "-q", "origin", "HEAD:main");
  await deployed(folder.path);
  return git("rev-parse", "HEAD");
};

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  bare = await mkdtemp(join(tmpdir(), "meta-prefect-test-bare-"));
  folder = await makeProject({ "flow.py": source("first") });
  gitIn(bare, "init", "-q", "--bare", "-b", "main");
  git("init", "-q", "-b", "main");
  git("remote", "add", "origin", bare);
});
afterAll(async () => {
  await folder.remove();
  await rm(bare, { recursive: true, force: true });
  await proxy.close();
});

it("goes back to what was declared at a commit, its code too, and deletes what came later only when asked [N44]", async () => {
  const first = await commitOf("monday", 2, "");
  const before = await there("pinned");
  const { version: hashed } = await there("here");
  expect(hashed).toMatch(new RegExp(`^${first.slice(0, 8)}\\+[0-9a-f]{8}$`));
  expect(before.pull_steps[0]?.[clone]?.["commit_sha"]).toBe(first);
  const second = await commitOf("tuesday", 3, "    - name: later\n");
  expect((await there("pinned")).pull_steps[0]?.[clone]?.["commit_sha"]).toBe(second);

  proxy.clear();
  const planned = await back("HEAD~1", { dryRun: true });
  expect(planned.plan.changes.map(({ action, name }) => [action, name])).toEqual([
    ["update", `${flow}/pinned`],
    ["update", `${flow}/here`],
  ]);
  expect(proxy.writes()).toEqual([]);

  const { commit, outcomes } = await back(before.version ?? "");
  expect(commit).toBe(first);
  expect(outcomes.map(({ status }) => status)).toEqual(["done", "done"]);
  expect(await there("pinned")).toMatchObject({
    version: first.slice(0, 8),
    parameters: { day: "monday" },
    pull_steps: before.pull_steps,
    schedules: [{ id: before.schedules[0]?.id, schedule: { cron: "0 2 * * *" } }],
  });
  expect(await there("here")).toMatchObject({ version: hashed, parameters: { day: "monday" } });
  expect((await there("here")).pull_steps).toEqual([
    { "prefect.deployments.steps.set_working_directory": { directory: folder.path } },
  ]);
  expect((await raw("GET", `/deployments/name/${flow}/later`)).status).toBe(200);
  expect(git("rev-parse", "HEAD")).toBe(second);

  proxy.clear();
  for (const same of [first, hashed ?? ""]) expect((await back(same)).plan.changes).toEqual([]);
  expect(proxy.writes()).toEqual([]);
  await back(first, { prune: true });
  expect((await raw("GET", `/deployments/name/${flow}/later`)).status).toBe(404);
});

it("refuses what would run other code than that of the commit, and a revision that git does not know [N44]", async () => {
  await commitOf("wednesday", 4, "");
  await folder.write("flow.py", source("second"));
  await commitOf("thursday", 5, "");
  proxy.clear();
  const { diagnostics, outcomes } = await back("HEAD~1");
  expect(diagnostics.map(({ severity, code }) => [severity, code])).toEqual([
    ["error", "code-not-rolled-back"],
  ]);
  expect(diagnostics[0]?.message).toContain(`${flow}/here runs the code in ${folder.path}`);
  expect(outcomes).toEqual([]);
  expect((await back("HEAD~1", { selectors: [`${flow}/pinned`], dryRun: true })).diagnostics).toEqual([]);
  await expect(back("v9")).rejects.toMatchObject({ code: "no-such-revision" });
  const hint = "--to 1a2b3c4d is the commit without them";
  for (const dirty of ["1a2b3c4d-dirty", "1a2b3c4d-dirty+5e6f7a8b"])
    await expect(back(dirty)).rejects.toMatchObject({ code: "no-such-revision", hint });
  expect(proxy.writes()).toEqual([]);
});

it("deploys what changed since a commit or has a tag or a name, leaves all else, and prunes nothing of it [N24]", async () => {
  await folder.write("words.py", 'words = "a"\n');
  await folder.write(
    "two.py",
    `from words import words\nfrom prefect import flow\n\n@flow(name="${flow}-2")\ndef g():\n    print(words)\n`,
  );
  const recipes = "[path_resolver, versioneer, { tags: { tags: [live] } }]";
  await commitOf("friday", 6, `  ${flow}-2: [{ name: far, recipes: ${recipes} }]\n`);
  const idOf = async (name: string): Promise<string> =>
    (await read("GET", `/deployments/name/${name}`, z.looseObject({ id: z.string() }))).id;
  const byHand = async (name: string, body: Parameters<typeof raw>[2]): Promise<void> => {
    expect((await raw("PATCH", `/deployments/${await idOf(name)}`, body)).status).toBe(204);
  };
  const written = async (more: Parameters<typeof deployed>[1]): Promise<readonly string[]> =>
    (await deployed(folder.path, more)).outcomes.map(({ change: { name } }) => name);
  await byHand(`${flow}/here`, { parameters: { day: "by hand" } });
  await folder.write("words.py", 'words = "b"\n');
  git("commit", "-q", "-a", "-m", "a constant");
  expect(await written({ changedSince: "HEAD~1" })).toEqual([`${flow}-2/far`]);
  expect((await there("here")).parameters).toEqual({ day: "by hand" });
  await byHand(`${flow}-2/far`, { tags: [] });
  expect(await written({ tags: ["live"] })).toEqual([`${flow}-2/far`]);
  const text = await readFile(join(folder.path, "meta_prefect.yaml"), "utf8");
  await folder.write("meta_prefect.yaml", text.slice(0, text.indexOf(`  ${flow}-2:`)));
  expect(await written({ selectors: [`${flow}/here`], prune: true })).toEqual([`${flow}/here`]);
  expect(await idOf(`${flow}-2/far`)).not.toBe("");
  await expect(deployed(folder.path, { selectors: [`${flow}/hree`] })).rejects.toMatchObject({
    code: "no-match",
  });
});

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { markdownPages } from "../../../scripts/docs/markdown-pages.ts";
import { render } from "../../../src/actions/render.ts";
import { parse } from "../../../src/cli/parse.ts";
import type { RenderedDeployment, RunOptions } from "../../../src/index.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";
import { root } from "./code-blocks.ts";

const guides = ["docs/deploying.md", "docs/wrapping-flows.md", "docs/recipes.md"] as const;
const folders: ProjectFolder[] = [];
afterAll(() => Promise.all(folders.map((folder) => folder.remove())));

/** What `npm install` would have put there, and the files that a guide names before its blocks. */
async function projectOf(page: string, more: Readonly<Record<string, string>> = {}): Promise<string> {
  const text = readFileSync(join(root, page), "utf8");
  const named = [...text.matchAll(/(?:^|\n)```(py|ts|yaml)\n([\s\S]*?)\n```/g)].flatMap((match) => {
    const [, ending = "", code = ""] = match;
    const before = text.slice(0, match.index).trimEnd().split("\n\n").at(-1) ?? "";
    const files = [...before.matchAll(/`([\w./-]+)`/g)].map(([, file = ""]) => file);
    const file = files.find((one) => one.endsWith(`.${ending}`));
    return file === undefined ? [] : [[file, `${code}\n`] as const];
  });
  // The first block of a name is the file; later ones show a part of it.
  const files = Object.fromEntries([...named].reverse());
  const folder = await makeProject({ ...files, ...more });
  folders.push(folder);
  await mkdir(join(folder.path, "node_modules"));
  await symlink(root, join(folder.path, "node_modules", "meta-prefect"), "junction");
  await writeFile(join(folder.path, "package.json"), '{ "type": "module" }');
  return folder.path;
}

/** What a guide's project declares, without a mistake and without a server. */
async function declared(directory: string, environment: string): Promise<readonly RenderedDeployment[]> {
  const options: RunOptions = { directory, environment, env: { HOME: directory }, interactive: false };
  const { deployments, diagnostics } = await render({ ...options, resolve: false });
  expect(diagnostics).toEqual([]);
  return deployments;
}

const names = (deployments: readonly RenderedDeployment[]): readonly string[] =>
  deployments.map(({ flow, name }) => `${flow}/${name}`);

describe("the guides for the three uses", () => {
  it("are reached from the README, and each ends in a run that is watched", () => {
    const readme = markdownPages(root).find(({ path }) => path === "README.md");
    expect(readme?.links).toEqual(expect.arrayContaining([...guides]));
    for (const guide of guides)
      expect(readFileSync(join(root, guide), "utf8")).toMatch(
        /npx meta-prefect deploy --local.*\nnpx meta-prefect run .* --watch\n/,
      );
  });

  it("show a meta_prefect.yaml that declares what its page says, in each environment", async () => {
    const directory = await projectOf("docs/deploying.md");
    const [nightly, large] = await declared(directory, "prod");
    expect(nightly?.body).toMatchObject({ name: "nightly-prod", concurrency_limit: 1 });
    expect(nightly?.body["schedules"]).toEqual([expect.objectContaining({ active: true })]);
    expect(large?.body).toMatchObject({ parameters: { rows: 1_000_000 } });
    const inDev = await declared(directory, "dev");
    expect(names(inDev)).toEqual(["report/nightly-dev", "report/large-dev"]);
    expect(inDev[0]?.body["schedules"]).toEqual([expect.objectContaining({ active: false })]);
    expect(inDev[0]?.body["concurrency_limit"] ?? null).toBeNull();
  });

  it("show a deployments.ts that declares the same kind of thing, and a test of it that passes", async () => {
    const directory = await projectOf("docs/wrapping-flows.md");
    const deployments = await declared(directory, "dev");
    expect(names(deployments)).toEqual(["report/nightly-dev", "report/large-dev"]);
    for (const { body } of deployments)
      expect(body).toMatchObject({ tags: ["env=dev", "team=sales"], concurrency_limit: 1 });
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const input = ["--import", tsx, "--test", "deployments.test.ts"];
    const { status, stdout } = spawnSync(process.execPath, input, { cwd: directory, encoding: "utf8" });
    expect(status, stdout).toBe(0);
    expect(stdout).toMatch(/^(#|ℹ) pass 1$/m);
  });

  it("show a project that uses its own recipe", async () => {
    const flow = "from prefect import flow\n\n\n@flow\ndef invoices(): ...\n";
    const directory = await projectOf("docs/recipes.md", { "flows/invoices.py": flow });
    const deployments = await declared(directory, "prod");
    expect(names(deployments)).toEqual(["invoices/nightly-prod"]);
    expect(deployments[0]?.body["tags"]).toEqual(["env=prod", "team=finance"]);
  });
});

describe("the commands that pages show", () => {
  /** Every call of meta-prefect in the shell blocks, as words. */
  const calls = markdownPages(root).flatMap(({ path, tokens }) =>
    tokens
      .filter(({ type, info }) => type === "fence" && info === "sh")
      .flatMap(({ content }) => content.split("\n"))
      .flatMap((line) => line.replace(/\s#\s.*$/, "").split(/&&|\s[|>]\s/))
      .map((part) => /^\s*(?:\w+=\S+ )*(?:npx )?meta-prefect (.*)$/.exec(part)?.[1])
      .flatMap((said) => (said === undefined ? [] : [{ path, said, parsed: parse(words(said)) }])),
  );

  it("are ones that meta-prefect takes, with options that they have", () => {
    expect(calls.length).toBeGreaterThan(40);
    expect(calls.filter(({ parsed }) => parsed.kind !== "invocation")).toEqual([]);
  });

  it("would not be taken with a misspelt option", () => {
    expect(parse(words("deploy --adobt")).kind).toBe("failure");
  });
});

/** Words of a line for a shell; what is in quotes is one. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? "",
  );
}

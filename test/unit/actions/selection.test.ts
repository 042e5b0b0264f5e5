import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readDeclarations, type Declarations } from "../../../src/actions/declarations.ts";
import { git } from "../../support/git.ts";
import { optionsFor, projectWith } from "./project.ts";

const file = `name: acme
deployments:
  etl:
    - { name: nightly, recipes: [{ tags: { tags: [team=data, slow] } }] }
    - { name: hourly, recipes: [{ tags: { tags: [team=data] } }] }
  score:
    - { name: main, recipes: [{ tags: { tags: [team=ml] } }] }
`;

const names = ({ build }: Declarations): readonly string[] =>
  build.components
    .flatMap(({ component }) => (component.kind === "deployment" ? [component.name] : []))
    .sort();

async function committed(more: Readonly<Record<string, string>> = {}): Promise<string> {
  const root = await projectWith({ "meta_prefect.yaml": file, ".gitignore": ".cache\n", ...more });
  git(root, "init", "-q", "-b", "main");
  git(root, "add", "-A");
  git(root, "commit", "-q", "-m", "first");
  return root;
}

describe("a selection", () => {
  it("takes deployments by glob and by tag, and narrows one by the other [N24]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": file });
    const select = async (more: Parameters<typeof optionsFor>[1]): Promise<readonly string[]> =>
      names(await readDeclarations(optionsFor(root, more)));
    expect(await select({ selectors: ["etl/*"] })).toEqual(["etl/hourly", "etl/nightly"]);
    expect(await select({ tags: ["team=data"] })).toEqual(["etl/hourly", "etl/nightly"]);
    expect(await select({ tags: ["slow", "team=ml"] })).toEqual(["etl/nightly", "score/main"]);
    expect(await select({ tags: ["slow", "team=ml"], selectors: ["score"] })).toEqual(["score/main"]);
  });

  it("fails when a glob, a tag or both together match nothing, with the nearest names [N24]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": file });
    const select = (more: Parameters<typeof optionsFor>[1]): Promise<unknown> =>
      readDeclarations(optionsFor(root, more));
    await expect(select({ selectors: ["etl/nigthly"] })).rejects.toMatchObject({
      code: "no-match",
      hint: expect.stringContaining("etl/nightly") as string,
    });
    await expect(select({ tags: ["team=dta"] })).rejects.toMatchObject({
      code: "no-match",
      hint: expect.stringContaining("team=data") as string,
    });
    await expect(select({ tags: ["team=ml"], selectors: ["etl"] })).rejects.toMatchObject({
      code: "no-match",
    });
  });

  it("says nothing about what is declared no longer, so that it cannot prune [N24]", async () => {
    const root = await committed();
    for (const more of [{ selectors: ["etl"] }, { tags: ["slow"] }, { changedSince: "HEAD" }]) {
      expect((await readDeclarations(optionsFor(root, more))).partial).toBe(true);
    }
    expect((await readDeclarations(optionsFor(root))).partial).toBe(false);
  });
});

const chained = `name: acme
deployments:
  etl:
    - name: nightly
      recipes:
        - late_alert: { block: slack-webhook/oncall, absent_for: 3600 }
        - triggered_by: { event: start, name: etl alone }
  score:
    - { name: main, recipes: [{ triggered_by: { deployment: etl/nightly, name: after etl } }] }
components:
  - work_pool: { name: laptop, type: process }
  - block: { type: slack-webhook, name: oncall, fields: { url: "https://hooks.sample.invalid/1" } }
  - automation: { name: about a pool, trigger: { expect: [x] }, actions: [{ type: pause-work-pool, work_pool: laptop }] }
`;
const kept = ({ build }: Declarations): readonly string[] =>
  build.components
    .flatMap(({ component: { kind, name } }) =>
      ["automation", "block", "work-pool"].includes(kind) ? [`${kind} ${name}`] : [],
    )
    .sort();

describe("an automation of a recipe", () => {
  it("is taken with its deployments once all of them are, and so is what it names [N24]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": chained });
    const select = async (...selectors: readonly string[]): Promise<readonly string[]> =>
      kept(await readDeclarations(optionsFor(root, { selectors })));
    const own = ["automation etl alone", "automation etl/nightly: absent"];
    const block = "block slack-webhook/oncall";
    expect(await select("etl/nightly")).toEqual([...own, block]);
    expect(await select("score")).toEqual([]);
    expect(await select("score", "etl")).toEqual(["automation after etl", ...own, block]);
    expect(await select()).toEqual([
      "automation about a pool",
      "automation after etl",
      ...own,
      block,
      "work-pool laptop",
    ]);
  });

  it("makes its deployments changed ones when it changes, or a block that it names [N24]", async () => {
    const root = await committed({ "meta_prefect.yaml": chained });
    const changed = async (from: string, to: string): Promise<readonly string[]> => {
      await writeFile(join(root, "meta_prefect.yaml"), chained.replace(from, to));
      const declarations = await readDeclarations(optionsFor(root, { changedSince: "HEAD" }));
      return [...names(declarations), ...kept(declarations)];
    };
    expect(await changed("event: start", "event: begin")).toEqual([
      "etl/nightly",
      "automation etl alone",
      "automation etl/nightly: absent",
      "block slack-webhook/oncall",
    ]);
    expect(await changed("sample.invalid/1", "sample.invalid/2")).toContain("block slack-webhook/oncall");
    expect(await changed("name: about a pool", "name: about the pool")).toEqual([]);
  });
});

describe("changed since a revision", () => {
  it("finds the deployments of a flow when only a constant that it imports changed [N24]", async () => {
    const root = await committed();
    await writeFile(join(root, "shared/constants.py"), 'NAME = "tomorrow"\n');
    const declarations = await readDeclarations(optionsFor(root, { changedSince: "HEAD" }));
    expect(names(declarations)).toEqual(["etl/hourly", "etl/nightly"]);
    expect(declarations.diagnostics).toEqual([]);
    git(root, "commit", "-q", "-am", "second");
    expect(names(await readDeclarations(optionsFor(root, { changedSince: "main~1" })))).toEqual([
      "etl/hourly",
      "etl/nightly",
    ]);
  });

  it("finds the one deployment whose entry changed, and new ones [N24]", async () => {
    const root = await committed();
    const changed = file.replace("[team=data, slow]", "[team=data, slower]");
    await writeFile(join(root, "meta_prefect.yaml"), `${changed}    - { name: fresh }\n`);
    expect(names(await readDeclarations(optionsFor(root, { changedSince: "HEAD" })))).toEqual([
      "etl/nightly",
      "score/fresh",
    ]);
  });

  it("finds nothing when a file changed that no flow imports, and says so [N24]", async () => {
    const root = await committed({ "shared/other.py": "A = 1\n" });
    await writeFile(join(root, "shared/other.py"), "A = 2\n");
    await writeFile(join(root, "README.md"), "new\n");
    const { build, diagnostics } = await readDeclarations(optionsFor(root, { changedSince: "HEAD" }));
    expect(build.components).toEqual([]);
    expect(diagnostics).toMatchObject([{ severity: "warning", code: "nothing-changed" }]);
  });

  it("works for a project in a folder of the repository, and leaves the checkout and its index alone [N24]", async () => {
    const outer = await projectWith({ "meta_prefect.yaml": "name: other\n" });
    const root = join(outer, "team");
    const { mkdir, cp } = await import("node:fs/promises");
    await mkdir(root);
    for (const part of ["flows", "shared"])
      await cp(join(outer, part), join(root, part), { recursive: true });
    await writeFile(join(root, "meta_prefect.yaml"), file);
    git(outer, "init", "-q");
    git(outer, "add", "team");
    git(outer, "commit", "-q", "-m", "first");
    await writeFile(
      join(root, "flows/score.py"),
      'from prefect import flow\n\n\n@flow(name="score")\ndef score(): return 1\n',
    );
    const status = (): string => git(outer, "status", "--porcelain", "--untracked-files=no");
    const before = status();
    expect(names(await readDeclarations(optionsFor(root, { changedSince: "HEAD" })))).toEqual(["score/main"]);
    expect(status()).toBe(before);
  });

  it("refuses a revision that git does not know, and a folder outside of git [N24]", async () => {
    const root = await committed();
    await expect(readDeclarations(optionsFor(root, { changedSince: "nowhere" }))).rejects.toMatchObject({
      code: "no-such-revision",
      message: expect.stringContaining('"nowhere"') as string,
    });
    const plain = await projectWith({ "meta_prefect.yaml": file });
    await expect(readDeclarations(optionsFor(plain, { changedSince: "HEAD" }))).rejects.toMatchObject({
      code: "no-such-revision",
    });
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checked, packagingOptions } from "../../../src/actions/orchestrator/options.ts";
import { PrefectOrchestrator } from "../../../src/actions/orchestrator/prefect-orchestrator.ts";
import { parse } from "../../../src/cli/parse.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";
import { root } from "./code-blocks.ts";

const pages = ["README.md", ...below("docs"), ...below("examples")];
const read = (page: string): string => readFileSync(join(root, page), "utf8");
let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject({ "meta_prefect.yaml": "name: acme\n" });
});
afterAll(() => folder.remove());

/** A link of a page to another file of the repository, or to a heading of it. */
interface Link {
  readonly page: string;
  readonly target: string;
}

function below(directory: string): readonly string[] {
  return readdirSync(join(root, directory), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md") && !file.includes("node_modules"))
    .map((file) => join(directory, file));
}

function linksOf(page: string, text: string): readonly Link[] {
  const prose = text.replaceAll(/```[\s\S]*?```/g, "").replaceAll(/`[^`\n]*`/g, "");
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = ""]) => ({ page, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target));
}

/** As GitHub makes anchors of headings. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function leadsNowhere({ page, target }: Link): boolean {
  const [path = "", anchor] = target.split("#");
  const file = path === "" ? page : join(page, "..", path);
  if (!existsSync(join(root, file))) return true;
  return anchor !== undefined && file.endsWith(".md") && !anchors(read(file)).includes(anchor);
}

/** Words of a line for a shell; what is in single quotes is one. */
function words(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? "");
}

describe("the guides", () => {
  it("are there, are reached from the README, and lead to Prefect's own pages on both ways to deploy [B03]", () => {
    const reached = linksOf("README.md", read("README.md")).map(({ target }) => target);
    for (const page of ["docs/orchestrators.md", "docs/cli.md", "docs/running.md"])
      expect(reached).toContain(page);
    expect(read("README.md")).toMatch(/^npm ci && npm run quickstart/m);
    const guide = read("docs/orchestrators.md");
    for (const page of ["cli.md", "running.md", "../examples/python-class"])
      expect(guide).toContain(`](${page})`);
    expect(guide).toContain("](https://docs.prefect.io/v3/concepts/deployments)");
    expect(read("docs/running.md")).toContain("](orchestrators.md)");
  });

  it("have no link that leads nowhere", () => {
    const links = pages.flatMap((page) => linksOf(page, read(page)));
    expect(links.length).toBeGreaterThan(20);
    expect(links.filter(leadsNowhere)).toEqual([]);
    expect(
      linksOf("docs/x.md", "[a](nowhere.md) [b](cli.md#no-such-heading)").filter(leadsNowhere),
    ).toHaveLength(2);
  });

  it.each([
    ["Docker, static", "docker", "static"],
    ["Docker, dynamic", "docker", "dynamic"],
    ["Kubernetes, static", "kubernetes", "static"],
    ["Kubernetes, dynamic", "kubernetes", "dynamic"],
  ])(
    "have commands for %s that meta-prefect takes and that come to that [B02]",
    async (heading, type, mode) => {
      const section = read("docs/orchestrators.md").split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
      const lines = (/```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? "").trim().split("\n").map(words);
      expect(lines.map(([program, group, command]) => [program, group, command])).toEqual([
        ["meta-prefect", "deployment", "package"],
        ["meta-prefect", "deployment", "build"],
      ]);
      const [packaging, deploying] = lines.map((line) => {
        const parsed = parse(line.slice(1));
        if (parsed.kind !== "invocation") throw new TypeError(JSON.stringify(parsed));
        return parsed.invocation;
      });
      const packed = checked(
        packagingOptions,
        {
          class: packaging?.positionals[0],
          module: packaging?.value("class-module"),
          ...objectIn(packaging?.value("packaging-kwargs")),
        },
        "packaging",
      );
      expect(packed).toMatchObject({ class: "QuickstartRunner", module: "quickstart.runner" });
      // Where no work pool runs it, the image serves it.
      expect([packed.create_deployment, packed.work_pool !== undefined]).toEqual([
        mode === "static",
        mode === "dynamic",
      ]);
      // Named, not asked.
      const env = { PREFECT_API_URL: "http://127.0.0.1:9/api" };
      const orchestrator = new PrefectOrchestrator({ directory: folder.path, env, interactive: false });
      expect(deploying?.value("deployment-type")).toBe(type);
      await folder.write(
        "prefect_files/run.py",
        "from prefect import flow\n\n@flow\ndef prefect_entrypoint(): ...\n",
      );
      await folder.write("Dockerfile", "FROM scratch\n");
      const found = await orchestrator.check({
        deployment_name: deploying?.value("name"),
        deployment_type: type,
        ...objectIn(deploying?.value("deployment-kwargs")),
      });
      expect(found).toEqual({ mode, diagnostics: [] });
    },
  );
});

function objectIn(text: string | undefined): object {
  const value: unknown = JSON.parse(text ?? "{}");
  return typeof value === "object" && value !== null ? value : {};
}

import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/cli.ts";
import { library } from "../../src/library.ts";
import { jsonDocuments, jsonSchemaOf } from "../../scripts/docs/json-schemas.ts";
import { actionOptions } from "../support/actions.ts";
import { raw } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

type Document = keyof typeof jsonDocuments;

const project = unique("machine");
const flow = `${project}-etl`;
const file = `name: ${project}
deployments:
  ${flow}:
    - name: one
      recipes:
        - work_pool: { name: ${project}-pool, type: process }
        - tags: { tags: ["a|b", "\`tick\`"] }
        - schedule: { cron: "0 2 * * *", slug: night }
    - { name: two }
`;
let folder: ProjectFolder;

async function cli(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{
  readonly code: number;
  readonly stdout: string;
}> {
  let stdout = "";
  const silent = { isTerminal: false, columns: () => 80 };
  const code = await runCli(
    args,
    {
      stdout: { ...silent, write: (text) => void (stdout += text) },
      stderr: { ...silent, write: () => undefined },
      env: actionOptions(folder.path, { env }).env,
      cwd: folder.path,
      stdinIsTerminal: false,
      signal: new AbortController().signal,
    },
    () => Promise.resolve(library),
  );
  return { code, stdout };
}

/** Every way in which a document breaks its published schema, and has a field that the schema does not tell. */
function breaches(document: Document, text: string): unknown {
  const published = fileURLToPath(new URL(`../../docs/json/${document}.schema.json`, import.meta.url));
  const schemas = [JSON.parse(readFileSync(published, "utf8")) as object, jsonSchemaOf(document, "closed")];
  return schemas.flatMap((schema) => {
    const validate = new Ajv2020({ strict: false }).compile(schema);
    return validate(JSON.parse(text)) ? [] : (validate.errors ?? []);
  });
}

beforeAll(async () => {
  folder = await makeProject({
    "flows/etl.py": `from prefect import flow\n\n\n@flow(name="${flow}")\ndef etl(): ...\n`,
    "meta_prefect.yaml": file,
  });
});
afterAll(async () => {
  await folder.remove();
});

describe("what machines read", () => {
  it("is as the published JSON Schemas say: plan, deploy, status, drift, and failures [N34, N2, N16]", async () => {
    const plan = await cli(["plan", "--json"]);
    expect([plan.code, breaches("plan", plan.stdout)]).toEqual([2, []]);
    const deploy = await cli(["deploy", "--json"]);
    expect([deploy.code, breaches("deploy", deploy.stdout)]).toEqual([0, []]);
    const { deployments } = JSON.parse(deploy.stdout) as { deployments: { id: string; url: string }[] };
    expect(deployments).toHaveLength(2);
    for (const { id, url } of deployments) {
      expect((await raw("GET", `/deployments/${id}`)).status).toBe(200);
      expect(url).toContain(id);
    }
    expect((await cli(["plan", "--json"])).code).toBe(0);
    const status = await cli(["status", "--json"]);
    expect([status.code, breaches("status", status.stdout)]).toEqual([0, []]);
    await raw("PATCH", `/deployments/${deployments[0]?.id ?? ""}`, { tags: ["by hand"] });
    const drift = await cli(["drift", "--json"]);
    expect([drift.code, breaches("drift", drift.stdout)]).toEqual([2, []]);
    await writeFile(join(folder.path, "meta_prefect.yaml"), file.replace("name: two", "nam: two"));
    for (const command of ["plan", "deploy", "drift"] as const) {
      const failed = await cli([command, "--json"]);
      expect([failed.code, breaches(command, failed.stdout)]).toEqual([1, []]);
    }
    await writeFile(join(folder.path, "meta_prefect.yaml"), file);
  });

  it("is a Markdown summary appended for a GitHub job, and the comment of a pull request [N34]", async () => {
    const summary = join(folder.path, "summary.md");
    await writeFile(summary, "before\n");
    const env = { GITHUB_STEP_SUMMARY: summary };
    expect((await cli(["plan", "--comment-file", "comment.md"], env)).code).toBe(2);
    const comment = await readFile(join(folder.path, "comment.md"), "utf8");
    expect(comment.split("\n")[0]).toBe(`<!-- meta-prefect ${project} dev -->`);
    expect(comment).toContain(`~ deployment ${flow}/one`);
    expect(comment).toContain('`` ["a\\|b","`tick`"] ``');
    expect(await readFile(summary, "utf8")).toBe(`before\n${comment}\n`);
    expect((await cli(["deploy"], env)).code).toBe(0);
    expect(await readFile(summary, "utf8")).toContain("### Deploy: ");
    expect(await readFile(summary, "utf8")).toContain("1 changed");
    const nowhere = { GITHUB_STEP_SUMMARY: join(folder.path, "no", "such", "folder.md") };
    expect((await cli(["plan"], nowhere)).code).toBe(0);
  });
});

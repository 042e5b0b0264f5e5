import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runCli } from "../support/cli.ts";
import { apiUrl } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("results");
const flow = `${project}-flow`;
let folder: ProjectFolder;
let results: string;

beforeAll(async () => {
  results = await mkdtemp(join(tmpdir(), "meta-prefect-test-results-"));
  folder = await makeProject({
    "flow.py": `from prefect import flow\n\n@flow(name="${flow}")\ndef main():\n    return "result-4711"\n`,
    "meta_prefect.yaml": `name: ${project}
components:
  - block: { type: local-file-system, name: ${project}, fields: { basepath: "${results}" } }
deployments:
  ${flow}:
    - name: kept
      recipes:
        - local_run_provisioner
        - result_storage: { block: local-file-system/${project}, serializer: json }
`,
  });
});
afterAll(async () => {
  await folder.remove();
  await rm(results, { recursive: true, force: true });
});

describe("result_storage", () => {
  it("keeps what a flow returns in the block, without a change of the flow [C44]", async () => {
    const env = { PREFECT_API_URL: apiUrl() };
    const deployed = await runCli(["deploy"], { cwd: folder.path, env });
    expect([deployed.code, deployed.stderr.includes("error")]).toEqual([0, false]);
    expect(await readdir(results)).toEqual([]);
    const run = await runCli(["run", `${flow}/kept`, "--watch"], { cwd: folder.path, env });
    expect(run.stdout).toContain("Completed");
    expect(run.code).toBe(0);
    const files = await readdir(results, { recursive: true });
    const texts = await Promise.all(
      files.map((file) => readFile(join(results, file), "utf8").catch(() => "")),
    );
    expect(texts.join("\n")).toContain("result-4711");
  });
});

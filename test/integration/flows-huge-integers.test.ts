import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { plan } from "../../src/actions/plan.ts";
import { actionOptions, deployed } from "../support/actions.ts";
import { runCli } from "../support/cli.ts";
import { freshRequest } from "../support/fresh-request.ts";
import { apiUrl } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";

const project = unique("huge");
const flow = `${project}-flow`;
const source = (seed: string): string =>
  `from prefect import flow\n\n\n@flow(name="${flow}")\ndef f(seed: int = ${seed}, mask: int = 2**64 - 1): ...\n`;
const first = "9007199254740993";
const next = "9007199254740995";

let folder: ProjectFolder;
const served = async (): Promise<string> =>
  (await freshRequest("GET", `${apiUrl()}/deployments/name/${flow}/f`, undefined)).text;

beforeAll(async () => {
  folder = await makeProject({
    "f.py": source(first),
    "meta_prefect.yaml": `name: ${project}\ndeployments:\n  ${flow}:\n    - name: f\n      recipes: [{ tags: { tags: [a] } }]\n`,
  });
});
afterAll(() => folder.remove());

describe("integers that no JavaScript number carries", () => {
  it("reach Prefect digit by digit, and are then no change; one digit is one [N9]", async () => {
    await deployed(folder.path);
    expect(await served()).toContain(`"default":${first}`);
    expect(await served()).toContain('"default":18446744073709551615');
    expect((await plan(actionOptions(folder.path))).plan).toMatchObject({ changes: [] });
    await folder.write("f.py", source(next));
    expect((await plan(actionOptions(folder.path))).plan.changes).toHaveLength(1);
    const rendered = await runCli(["render"], { cwd: folder.path, env: { PREFECT_API_URL: apiUrl() } });
    expect(rendered.stdout).toMatch(new RegExp(`default: ${next}$`, "m"));
    await folder.write("rendered.yaml", rendered.stdout);
    await deployed(folder.path, { rendered: join(folder.path, "rendered.yaml") });
    expect(await served()).toContain(`"default":${next}`);
  });

  it("are shown as they are [N9]", async () => {
    const { stdout } = await runCli(["flows", "show", "f.py:f", "--json"], { cwd: folder.path });
    expect(stdout).toContain(`"default": ${next}`);
    expect(stdout).toContain('"exact": true');
  });
});

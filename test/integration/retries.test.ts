import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { retries } from "../../src/recipes/retries.ts";
import { makeHome } from "../support/home.ts";
import { apiUrl, python } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { reference, render } from "../unit/recipes/render.ts";

const home = makeHome();
let folder: ProjectFolder;
beforeAll(async () => {
  folder = await makeProject({ "flaky.py": "" });
  await writeFile(join(folder.path, "flaky.py"), source);
});
afterAll(() => folder.remove());

const source = `
import json
from prefect import flow, task

tried = {"flow": 0, "task": 0}

@task
def fetch():
    tried["task"] += 1
    if tried["task"] < 3:
        raise ValueError("not yet")

@flow
def flaky():
    tried["flow"] += 1
    fetch()
    if tried["flow"] < 2:
        raise ValueError("not yet")

@flow(retries=0)
def firm():
    raise ValueError("never")

flaky()
try:
    firm()
except ValueError:
    tried["firm"] = "failed once"
print("tried", json.dumps(tried))
`;

describe("the recipe retries", () => {
  it("tries the flow and its tasks again in a real run, where the code does not say how often", async () => {
    const recipe = retries({ flow: 1, flow_delay_seconds: 0, tasks: 2, task_delay_seconds: [0, 0.1] });
    const { deployment } = render(recipe(reference));
    const { env } = z.object({ env: z.record(z.string(), z.string()) }).parse(deployment.jobVariables);
    expect(env).toEqual({
      PREFECT_FLOWS_DEFAULT_RETRIES: "1",
      PREFECT_FLOWS_DEFAULT_RETRY_DELAY_SECONDS: "0",
      PREFECT_TASKS_DEFAULT_RETRIES: "2",
      PREFECT_TASKS_DEFAULT_RETRY_DELAY_SECONDS: "[0,0.1]",
    });
    const { stdout } = await promisify(execFile)(python(), ["flaky.py"], {
      cwd: folder.path,
      env: { ...home.env, ...env, PREFECT_API_URL: apiUrl() },
    });
    expect(stdout).toContain('tried {"flow": 2, "task": 4, "firm": "failed once"}');
  });
});

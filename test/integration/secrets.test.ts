import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { commands } from "../../src/cli/commands.ts";
import { runCli, type CliResult } from "../support/cli.ts";
import { readBlock } from "../support/kinds/block.ts";
import { apiUrl, raw } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("secrets");
const flow = `${project}-flow`;
/** With characters that JSON and URLs write otherwise. */
const fromVariable = 'canary-1 "of" the/variable';
const fromFile = "-----BEGIN canary-2-----\nMIICcanary2canary2canary2\n-----END canary-2-----";
const fromCommand = "canary-3-of-the-command";
const traces = ["canary-1", "canary-2", "canary2canary2", "canary-3", "canary-4-"];

const projectFile = `name: ${project}
components:
  - block: { type: secret, name: ${project}-a, fields: { value: { $secret: { env: TOKEN_A } } } }
  - block: { type: secret, name: ${project}-b, fields: { value: { $secret: { file: key.pem } } } }
  - block:
      type: aws-credentials
      name: ${project}-c
      fields:
        aws_access_key_id: AKIA
        aws_secret_access_key: { $secret: { command: [cat, ./from-command] } }
  - block:
      type: s3-bucket
      name: ${project}
      fields: { bucket_name: acme, credentials: { $ref: aws-credentials/${project}-c } }
  - block: { type: secret, name: ${project}-d, fields: { value: { $plain: canary-4-written-out } } }
deployments:
  ${flow}:
    - name: main
      recipes:
        - work_pool: { type: process, name: ${project} }
        - job_variables: { env: { TOKEN: "{{ prefect.blocks.secret.${project}-a }}" } }
`;

let folder: ProjectFolder;
let proxy: RecordingProxy;
const cli = (input: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
  runCli(input, { cwd: folder.path, env: { PREFECT_API_URL: proxy.url, TOKEN_A: fromVariable, ...env } });

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  folder = await makeProject({
    "flow.py": `from prefect import flow\n\n@flow(name="${flow}")\ndef main(x: int = 1):\n    pass\n`,
    "meta_prefect.yaml": projectFile,
    "key.pem": `${fromFile}\n`,
    "from-command": `${fromCommand}\n`,
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
});

const expectNoTrace = (text: string): void => {
  for (const trace of traces) expect(text).not.toContain(trace);
};

describe("secrets", () => {
  it("stay out of messages when the server echoes a refused request, also with -v [N15]", async () => {
    const refusal = (body: unknown): string =>
      JSON.stringify({
        exception_message: `Invalid request received: ${JSON.stringify(body)}`,
        exception_detail: [
          { loc: ["body", "data"], msg: `bad value ${JSON.stringify(body)}`, type: "value_error" },
        ],
        request_body: body,
      });
    const headers = { "content-type": "application/json" };
    proxy.intercept = ({ method, path, body }) =>
      method === "POST" && path.endsWith("/block_documents/")
        ? { status: 422, headers, body: refusal(body) }
        : undefined;
    for (const more of [["-v"], ["--json"]]) {
      const { code, stdout, stderr } = await cli(["deploy", ...more]);
      expect(code).toBe(1);
      expect(`${stdout}${stderr}`).toContain("422");
      expectNoTrace(`${stdout}${stderr}`);
    }
    proxy.intercept = undefined;
  });

  it("reach only the blocks: no output of any command, no deployment, no ledger has them [N15, N41]", async () => {
    const first = await cli(["deploy", "-v"]);
    expect([first.code, first.stderr]).toEqual([0, expect.any(String)]);
    expect((await readBlock("secret", `${project}-a`)).data).toEqual({ value: fromVariable });
    expect((await readBlock("secret", `${project}-b`)).data).toEqual({ value: fromFile });
    expect((await readBlock("aws-credentials", `${project}-c`)).data).toMatchObject({
      aws_secret_access_key: fromCommand,
    });
    expect((await readBlock("secret", `${project}-d`)).data).toEqual({ value: "canary-4-written-out" });
    proxy.clear();
    expect((await cli(["deploy"])).stdout).toContain("Nothing to deploy");
    expect(proxy.writes()).toEqual([]);

    await folder.write("from-command", "canary-3-rotated\n");
    const outputs: string[] = [first.stdout, first.stderr];
    // watch goes on until it is stopped, and prints what plan does
    const names = Object.keys(commands).filter(
      (name) => !/^(server|worker|deploy|run|destroy|stop|watch)\b/.test(name),
    );
    for (const name of ["plan", ...names]) {
      for (const more of [["-v"], ["--json"]]) {
        const { stdout, stderr } = await cli([...name.split(" "), ...more]);
        outputs.push(stdout, stderr);
      }
    }
    expect(outputs.join("\n")).toContain(`aws-credentials/${project}-c`);
    expectNoTrace(outputs.join("\n"));
    const changed = await cli(["deploy", "--json"]);
    expect(changed.code).toBe(0);
    expectNoTrace(`${changed.stdout}${changed.stderr}`);

    for (const path of ["deployments", "variables", "automations", "work_pools", "flows"]) {
      const { status, body } = await raw("POST", `/${path}/filter`, {});
      expect(status).toBe(200);
      expectNoTrace(JSON.stringify(body));
    }
    const { body } = await raw("GET", `/deployments/name/${flow}/main`);
    expect(JSON.stringify(body)).toContain(`{{ prefect.blocks.secret.${project}-a }}`);
  }, 900_000);

  it.each([
    "parameters: { x: { $secret: { env: TOKEN_A } } }",
    "job_variables: { env: { T: { $secret: { file: key.pem } } } }",
  ])("are refused where Prefect would show them: %s [N15]", async (recipe) => {
    const entry = `name: ${project}\ndeployments:\n  ${flow}:\n    - name: main\n      recipes:\n        - ${recipe}\n`;
    await folder.write("meta_prefect.yaml", entry);
    proxy.clear();
    const { code, stderr } = await cli(["validate"], { TOKEN_A: "" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/meta_prefect\.yaml:\d+:\d+ {2}secret-in-deployment/);
    expect(stderr).toContain("{{ prefect.blocks.secret.NAME }}");
    expect(proxy.requests).toEqual([]);
  });

  it("are refused where a code module writes them out, by what they are [N15]", async () => {
    const module = `import { flow, parameters, versioneer } from "meta-prefect";
export const leaky = parameters({ x: \`a \${process.env["TOKEN_A"]}\` })(flow("flow.py:main"));\n`;
    await folder.write("leaky.ts", module);
    await folder.write("meta_prefect.yaml", `${projectFile}modules: [leaky.ts]\n`);
    proxy.clear();
    const { code, stderr } = await cli(["deploy"]);
    expect(code).toBe(1);
    expect(stderr).toContain("has what TOKEN_A holds written out in fields.parameters.x");
    expectNoTrace(stderr);
    expect(proxy.writes()).toEqual([]);
  });

  it("that are written out stand in no plan file and no rendered file, which are done with the project at hand [N15]", async () => {
    await folder.write(
      "meta_prefect.yaml",
      projectFile.replace("canary-4-written", "canary-4-newly-written"),
    );
    const planned = await cli(["plan", "--out", "plan.json"]);
    expect(planned.code).toBe(2);
    const text = await readFile(join(folder.path, "plan.json"), "utf8");
    expect(text).toContain(`secret/${project}-d`);
    expectNoTrace(text + planned.stdout);
    const rendered = await cli(["render", "--json"]);
    expectNoTrace(rendered.stdout);
    await folder.write("rendered.json", rendered.stdout);

    const elsewhere = await makeProject({ "plan.json": text });
    const alone = await runCli(["apply", "plan.json"], {
      cwd: elsewhere.path,
      env: { PREFECT_API_URL: proxy.url, TOKEN_A: fromVariable },
    });
    await elsewhere.remove();
    expect(alone.code).toBe(1);
    expect(alone.stderr).toContain("run this in the project's folder");

    expect((await cli(["apply", "plan.json"])).code).toBe(0);
    const { data } = await readBlock("secret", `${project}-d`);
    expect(data).toEqual({ value: "canary-4-newly-written-out" });
    const again = await cli(["plan", "-q", "--rendered", "rendered.json"]);
    expect([again.code, again.stderr]).toEqual([0, ""]);
  });

  it("that cannot be looked up are one clear error each, before anything is written", async () => {
    await folder.write(
      "meta_prefect.yaml",
      projectFile.replace("key.pem", "no-such.pem").replace("[cat,", '["false",'),
    );
    expect((await cli(["validate"], { TOKEN_A: "" })).code).toBe(0);
    proxy.clear();
    const { code, stderr } = await cli(["deploy"], { TOKEN_A: "" });
    expect(code).toBe(1);
    expect(stderr.match(/secret-unavailable/g)).toHaveLength(3);
    expect(stderr).toContain("the environment variable TOKEN_A is empty");
    expect(stderr).toContain("the file no-such.pem cannot be read (ENOENT)");
    expect(stderr).toContain("the command false gives no secret (exit code 1)");
    expect(proxy.writes()).toEqual([]);
  });
});

import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { commitAll } from "../support/git.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy, type RecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("images");
const [first, second] = [`${project}-one`, `${project}-two`];
const registry = inject("registry");
const token = "canary-4711-token";
/** Nobody here has a Docker engine, so no worker takes the runs; that is told. */
const done = { code: 0, stderr: expect.stringMatching(/^(warning: nobody takes the runs|$)/) as string };
let folder: ProjectFolder;
let proxy: RecordingProxy;
/** Between buildah, us and the registry. */
let wire: RecordingProxy;
let repository = "";
let earlier: { readonly image: string; readonly pull: unknown };

const file = (): string => `name: ${project}
python: ${python()}
defaults:
  recipes:
    - docker
    - built_image:
        repository: ${repository}
        base: ${inject("baseImage")}
        requirements: requirements.txt
        install: "dist/acme-1.0-py3-none-any.whl[extra]"
        copy: [flows, words.txt]
        build_args: { STAGE: dev }
        secrets: { pip: { env: PIP_TOKEN } }
        env: { ACME_STAGE: dev }
        labels: { team: data }
        run: ['test "$STAGE" = dev']
        tag: release-1
deployments:
  ${first}:
    - name: a
    - name: b
  ${second}:
    - name: c
`;
const flow = (name: string, words: string): string =>
  `from prefect import flow\n\n@flow(name="${name}")\ndef main():\n    print("${words}")\n`;
const cli = (api: string, ...input: readonly string[]): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: api, PIP_TOKEN: token, ...inject("builderEnv") },
  });
const variablesOf = async (name: string): Promise<{ image: string; pull: unknown }> => {
  const shape = z.object({ job_variables: z.object({ image: z.string() }), pull_steps: z.unknown() });
  const found = await read("GET", `/deployments/name/${name}`, shape);
  return { image: found.job_variables.image, pull: found.pull_steps };
};
/** Asked of the registry itself, without any of our code. */
const digestOf = async (tag: string): Promise<string | null> => {
  const answer = await fetch(`http://${registry}/v2/${name()}/manifests/${tag}`, {
    headers: { accept: "application/vnd.docker.distribution.manifest.v2+json" },
  });
  return answer.headers.get("docker-content-digest");
};
const name = (): string => repository.slice(repository.indexOf("/") + 1);
const tags = async (): Promise<readonly string[]> => {
  const answer = await fetch(`http://${registry}/v2/${name()}/tags/list`);
  return z
    .object({ tags: z.array(z.string()) })
    .parse(await answer.json())
    .tags.sort();
};
/** What was written to the registry since the last call: manifests by their tag, and whether there were layers. */
const pushed = (): { readonly manifests: readonly string[]; readonly uploads: number } => {
  const writes = wire.requests.filter(({ method }) => !["GET", "HEAD"].includes(method));
  const manifests = writes.filter(({ path }) => path.includes("/manifests/"));
  wire.clear();
  return {
    manifests: manifests.map(({ path }) => path.slice(path.lastIndexOf("/") + 1)).sort(),
    uploads: writes.length - manifests.length,
  };
};
// Not synchronously: the proxy before the registry is in this process.
const buildah = async (...input: readonly string[]): Promise<string> => {
  const env = { ...process.env, ...inject("builderEnv") };
  const { stdout } = await promisify(execFile)("buildah", input, { env, encoding: "utf8" });
  return stdout.trim();
};

beforeAll(async () => {
  proxy = await startRecordingProxy(apiUrl());
  wire = await startRecordingProxy(`http://${registry}`);
  repository = `${new URL(wire.url).host}/acme/${project}`;
  folder = await makeProject({
    "meta_prefect.yaml": file(),
    "flows/one.py": flow(first, "one"),
    "flows/two.py": flow(second, "two"),
    "flows/notes.tmp": "of no use",
    ".dockerignore": "**/*.tmp\n",
    "words.txt": "hello\n",
    "requirements.txt": "# nothing that this machine would have to fetch\n",
  });
});
afterAll(async () => {
  await folder.remove();
  await proxy.close();
  await wire.close();
});

describe("an image with the project's code", () => {
  it("is not begun while something that goes into it is not there", async () => {
    proxy.clear();
    const refused = await cli(proxy.url, "deploy", "-q");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/dist\/acme-1\.0-py3-none-any\.whl, which is not there {2}missing-file/);
    expect(proxy.writes()).toEqual([]);
    expect(pushed()).toEqual({ manifests: [], uploads: 0 });
  });

  it("is built and pushed once for three deployments, which name it by the digest that the registry says [N20, D20, D21, D22, E08, A58]", async () => {
    makeWheel("42");
    expect(await cli(apiUrl(), "deploy", "-q")).toMatchObject(done);
    const [content = "", release = "", ...more] = await tags();
    expect(more).toEqual([]);
    expect(content).toMatch(/^[0-9a-f]{16}$/);
    expect(release).toBe("release-1");
    const digest = (await digestOf(content)) ?? "";
    expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(await digestOf("release-1")).toBe(digest);
    expect(pushed().manifests).toEqual([content, "release-1"].sort());
    for (const deployment of [`${first}/a`, `${first}/b`, `${second}/c`]) {
      expect(await variablesOf(deployment)).toEqual({
        image: `${repository}@${digest}`,
        pull: [{ "prefect.deployments.steps.set_working_directory": { directory: "/opt/prefect" } }],
      });
    }
  });

  it("has what was installed, then the code, belongs to nobody special, and keeps no secret [E12, D21]", async () => {
    const container = await buildah("from", "--tls-verify=false", `${repository}:release-1`);
    const python = (program: string): Promise<string> =>
      buildah("run", "--isolation", "chroot", container, "--", "python", "-c", program);
    expect(await python("import acme, os; print(acme.VALUE, os.getuid(), os.getcwd())")).toBe(
      "42 1000 /opt/prefect",
    );
    expect(await python("import pathlib; print(sorted(map(str, pathlib.Path('.').rglob('*'))))")).toBe(
      "['flows', 'flows/one.py', 'flows/two.py', 'requirements.txt', 'words.txt']",
    );
    expect(
      await python("import os; print(os.environ['ACME_STAGE'], os.path.exists('/run/secrets/pip'))"),
    ).toBe("dev False");
    const inspected = await buildah("inspect", "--type", "container", container);
    expect(inspected).toContain('"team": "data"');
    expect(inspected).not.toContain(token);
    await buildah("rm", container);
  });

  it("is neither built nor pushed a second time, and nothing is written to Prefect [N20]", async () => {
    pushed();
    proxy.clear();
    const before = await buildah("images", "--all", "--quiet");
    const again = await cli(proxy.url, "deploy", "-q");
    expect(again).toMatchObject(done);
    expect(again.stdout).toContain("Nothing to deploy");
    expect(proxy.requests.length).toBeGreaterThan(0);
    expect(proxy.writes()).toEqual([]);
    expect(wire.requests.map(({ method }) => method)).toEqual(["HEAD"]);
    expect(await buildah("images", "--all", "--quiet")).toBe(before);
    expect(await cli(proxy.url, "drift", "-q")).toMatchObject({ code: 0 });
    const { id } = await read("GET", `/deployments/name/${second}/c`, z.object({ id: z.string() }));
    await raw("PATCH", `/deployments/${id}`, { job_variables: { image: "somebody/else:1" } });
    const drift = await cli(proxy.url, "drift", "-q");
    expect(drift.code).toBe(2);
    expect(drift.stdout).toContain("somebody/else:1");
    expect(await cli(apiUrl(), "deploy", "-q")).toMatchObject(done);
  });

  it("is planned anew when a file in it changes, and not for one that .dockerignore names [N20]", async () => {
    await folder.write("flows/notes.tmp", "of no use at all");
    expect(await cli(apiUrl(), "plan", "-q")).toMatchObject({ code: 0 });
    commitAll(folder.path, "first");
    await folder.write("words.txt", "hello again\n");
    const before = await variablesOf(`${second}/c`);
    earlier = before;
    pushed();
    const plan = await cli(apiUrl(), "plan", "-q");
    expect(plan.code).toBe(2);
    expect(plan.stdout).toContain("~ image");
    expect(plan.stdout).toContain("(known when it");
    expect(pushed()).toEqual({ manifests: [], uploads: 0 });
    const without = await cli(apiUrl(), "deploy", "-q", "--no-build");
    expect(without).toMatchObject(done);
    expect(await variablesOf(`${second}/c`)).toEqual(before);
    expect(await cli(apiUrl(), "deploy", "-q")).toMatchObject(done);
    const after = await variablesOf(`${second}/c`);
    expect(after.image).not.toBe(before.image);
    expect(after.image).toBe(`${repository}@${(await digestOf("release-1")) ?? ""}`);
  });

  it("is the earlier one after a rollback, which builds and pushes nothing [N20, N44]", async () => {
    const after = await variablesOf(`${second}/c`);
    commitAll(folder.path, "second");
    pushed();
    expect(await cli(apiUrl(), "rollback", "--to", "HEAD~1", "-q")).toMatchObject(done);
    expect(await variablesOf(`${second}/c`)).toEqual(earlier);
    expect(pushed().uploads).toBe(0);
    expect(await cli(apiUrl(), "deploy", "-q")).toMatchObject(done);
    expect(await variablesOf(`${second}/c`)).toEqual(after);
  });

  it("stays with the builder when it is not to be pushed [A19]", async () => {
    await folder.write("words.txt", "hello here\n");
    pushed();
    expect(await cli(apiUrl(), "deploy", "-q", "--no-push")).toMatchObject(done);
    expect(pushed()).toEqual({ manifests: [], uploads: 0 });
    const { image } = await variablesOf(`${first}/a`);
    expect(image).toMatch(/:[0-9a-f]{16}$/);
    expect(await buildah("inspect", "--type", "image", "--format", "{{.FromImage}}", image)).toBe(image);
  });
});

describe("what goes wrong with an image", () => {
  it("is a failing step: said in one line, without secrets, and no deployment is changed [N20, A47]", async () => {
    const before = await variablesOf(`${first}/a`);
    await folder.write(
      "meta_prefect.yaml",
      file().replace('test "$STAGE" = dev', "echo no such luck >&2; exit 3"),
    );
    const failed = await cli(apiUrl(), "deploy", "-q");
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/buildah could not build .*no such luck/);
    expect(failed.stderr).toContain("hint: put the failing step right");
    expect(failed.stdout + failed.stderr).not.toContain(token);
    expect(await variablesOf(`${first}/a`)).toEqual(before);
    expect(
      readdirSync(inject("builderEnv")["TMPDIR"] ?? tmpdir()).filter((one) => one.startsWith("meta-prefect")),
    ).toEqual([]);
    await folder.write("meta_prefect.yaml", file());
  });

  it("is a registry that refuses: nothing is built or written [A47]", async () => {
    await folder.write("words.txt", "hello for the last time\n");
    wire.intercept = () => ({ status: 401, headers: { "www-authenticate": 'Basic realm="registry"' } });
    proxy.clear();
    const refused = await cli(proxy.url, "deploy", "-q");
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/the registry of .* refuses \(HTTP 401\)/);
    expect(refused.stderr).toContain("hint: log in where this runs: docker login 127.0.0.1:");
    expect(proxy.writes()).toEqual([]);
    wire.intercept = ({ method }) => (method === "POST" ? { status: 403 } : undefined);
    const before = await variablesOf(`${first}/a`);
    const pushing = await cli(apiUrl(), "deploy", "-q");
    expect(pushing.code).toBe(1);
    expect(pushing.stderr).toMatch(/buildah could not push/);
    expect(await variablesOf(`${first}/a`)).toEqual(before);
    wire.intercept = undefined;
  });

  it("is a machine without a builder: said while planning [A47]", async () => {
    proxy.clear();
    const nobody = await runCli(["deploy", "-q"], {
      cwd: folder.path,
      env: { PREFECT_API_URL: proxy.url, ...inject("builderEnv"), PATH: "/nowhere" },
    });
    expect(nobody.code).toBe(1);
    expect(nobody.stderr).toContain("none of docker, podman and buildah works here");
    expect(nobody.stderr).toContain("hint: install one of them");
    expect(proxy.writes()).toEqual([]);
  });

  it("is forgotten, and stays in the registry, when the project is destroyed", async () => {
    expect(await cli(apiUrl(), "destroy", "--yes", "-q")).toMatchObject(done);
    expect((await raw("GET", `/deployments/name/${first}/a`)).status).toBe(404);
    expect(await digestOf("release-1")).toMatch(/^sha256:/);
  });
});

function makeWheel(value: string): void {
  const script = fileURLToPath(new URL("make_wheel.py", import.meta.url));
  const wheel = join(folder.path, "dist", "acme-1.0-py3-none-any.whl");
  mkdirSync(join(folder.path, "dist"), { recursive: true });
  execFileSync(python(), [script, wheel, value]);
}

import { execFile, execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, python, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { unique } from "../support/unique.ts";
import { startRegistry, type RegistryServer } from "./registry-server.ts";

const project = unique("tagged");
const open = inject("registry");
const password = "canary-4711-registry";
/** The password as htpasswd keeps it. */
const users = "deployer:$2b$05$gWN7Eh86VPkWzvttNeTI3e/qgDUmjeR.WBzgKY8JgW/YNZhVy2LBS\n";
const tagsOf: Readonly<Record<string, string>> = {
  by_content: "content",
  by_commit: "git",
  by_time: "time",
  by_name: "release-1",
};
const worker = 'exec prefect worker start --pool "$PREFECT_POOL"';
const asWorker = [`command: '${worker}'`, "env: { PREFECT_POOL: default }"];
let folder: ProjectFolder;
let guarded: RegistryServer;
let authFile = "";

const repository = (name: string, host = open): string =>
  `${host}/acme/${project}-${name.replaceAll("_", "-")}`;
const entry = (name: string, host: string, more: readonly string[] = []): readonly string[] => [
  `    - name: ${name}`,
  "      recipes:",
  "        - docker",
  "        - built_image:",
  ...[
    `repository: ${repository(name, host)}`,
    `base: ${inject("baseImage")}`,
    "copy: [flow.py, words.txt]",
    ...more,
  ].map((line) => `            ${line}`),
];
const file = (...entries: readonly (readonly string[])[]): string =>
  [`name: ${project}`, `python: ${python()}`, "deployments:", `  ${project}:`, ...entries.flat(), ""].join(
    "\n",
  );
const tagged = (): string =>
  file(
    ...Object.entries(tagsOf).map(([name, tag]) =>
      entry(name, open, [`tag: ${tag}`, ...(name === "by_content" ? asWorker : [])]),
    ),
  );
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: apiUrl(), ...inject("builderEnv"), REGISTRY_AUTH_FILE: authFile },
  });
const git = (...input: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...input], {
    cwd: folder.path,
    encoding: "utf8",
  }).trim();
const imageOf = async (name: string): Promise<string> => {
  const shape = z.object({ job_variables: z.object({ image: z.string() }) });
  return (await read("GET", `/deployments/name/${project}/${name}`, shape)).job_variables.image;
};
/** Digest by tag, asked of the registry itself. */
const digests = async (name: string): Promise<Readonly<Record<string, string>>> => {
  const path = repository(name).slice(open.length + 1);
  const list = z.object({ tags: z.array(z.string()) });
  const { tags } = list.parse(await (await fetch(`http://${open}/v2/${path}/tags/list`)).json());
  const accept = "application/vnd.docker.distribution.manifest.v2+json";
  const found = tags.sort().map(async (tag) => {
    const answer = await fetch(`http://${open}/v2/${path}/manifests/${tag}`, { headers: { accept } });
    return [tag, answer.headers.get("docker-content-digest") ?? ""] as const;
  });
  return Object.fromEntries(await Promise.all(found));
};
const buildah = async (...input: readonly string[]): Promise<string> => {
  const env = { ...process.env, ...inject("builderEnv"), REGISTRY_AUTH_FILE: authFile };
  return (await promisify(execFile)("buildah", input, { env, encoding: "utf8" })).stdout.trim();
};
const ofContent = /^[0-9a-f]{16}$/;

beforeAll(async () => {
  guarded = await startRegistry(users);
  folder = await makeProject({
    "meta_prefect.yaml": tagged(),
    "flow.py": `from prefect import flow\n\n@flow(name="${project}")\ndef main(): ...\n`,
    "words.txt": "hello\n",
    ".gitignore": "auth.json\n",
  });
  authFile = join(folder.path, "auth.json");
  writeFileSync(authFile, "{}");
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message", "first");
});
afterAll(async () => {
  await folder.remove();
  await guarded.stop();
});

describe("the tag of an image", () => {
  it("is that of its content, and besides the commit, the time or a name; runs have its digest [N20, D21]", async () => {
    const before = BigInt(Date.now()) * 1_000_000n;
    expect(await cli("deploy", "-q")).toMatchObject({ code: 0 });
    const after = BigInt(Date.now()) * 1_000_000n;
    for (const name of Object.keys(tagsOf)) {
      const found = await digests(name);
      const [digest = "", ...others] = [...new Set(Object.values(found))];
      expect(others).toEqual([]);
      expect(await imageOf(name)).toBe(`${repository(name)}@${digest}`);
      const more = Object.keys(found).filter((tag) => !ofContent.test(tag));
      expect(Object.keys(found)).toHaveLength(more.length + 1);
      if (name === "by_content") expect(more).toEqual([]);
      if (name === "by_commit") expect(more).toEqual([git("rev-parse", "HEAD")]);
      if (name === "by_name") expect(more).toEqual(["release-1"]);
      if (name === "by_time") {
        expect(more).toEqual([expect.stringMatching(/^\d{19}$/)]);
        expect(BigInt(more[0] ?? 0)).toBeGreaterThanOrEqual(before);
        expect(BigInt(more[0] ?? 0)).toBeLessThanOrEqual(after);
      }
    }
    const again = await cli("deploy", "-q");
    expect(again.stdout).toContain("Nothing to deploy");
    expect(Object.keys(await digests("by_time"))).toHaveLength(2);
  });

  it("moves with the content where it is a name, and is no commit that the files differ from [N20]", async () => {
    const before = await digests("by_name");
    await folder.write("words.txt", "hello again\n");
    const result = await cli("deploy", "-q", `${project}/by_name`, `${project}/by_commit`);
    expect(result.code).toBe(0);
    expect(result.stderr).toContain("files differ from the commit, so the image does not get its tag");
    const after = await digests("by_name");
    expect(after["release-1"]).not.toBe(before["release-1"]);
    expect(Object.keys(after)).toHaveLength(3);
    expect(Object.keys(await digests("by_commit")).filter((tag) => !ofContent.test(tag))).toHaveLength(1);
  });
});

describe("an image for workers and runs", () => {
  it("starts a worker by itself, on the pool that its environment names, and runs have a command of their own [E13]", async () => {
    const [tag = ""] = Object.keys(await digests("by_content"));
    const shape = z.object({ OCIv1: z.object({ config: z.object({ Cmd: z.unknown(), Env: z.unknown() }) }) });
    const said = await buildah("inspect", "--type", "image", `${repository("by_content")}:${tag}`);
    const { config } = shape.parse(JSON.parse(said)).OCIv1;
    expect(config.Cmd).toEqual(["sh", "-c", worker]);
    expect(config.Env).toEqual(expect.arrayContaining(["PREFECT_POOL=default"]));
    // What Prefect's own workers make of a job without a command.
    const program = [
      "import uuid",
      "from prefect.client.schemas import FlowRun",
      "from prefect.workers.base import BaseJobConfiguration",
      "job = BaseJobConfiguration()",
      "job.prepare_for_flow_run(FlowRun(flow_id=uuid.uuid4()))",
      "print(job.command)",
    ];
    const shown = await promisify(execFile)(python(), ["-c", program.join("\n")]);
    expect(shown.stdout.trim()).toBe("prefect flow-run execute");
    const variables = z.object({ job_variables: z.strictObject({ image: z.string() }) });
    await read("GET", `/deployments/name/${project}/by_content`, variables);
  });
});

describe("a registry that wants a login", () => {
  const closed = (...more: readonly string[]): string => file(entry("closed", guarded.host, more));
  const deployments = async (): Promise<number> =>
    (await raw("GET", `/deployments/name/${project}/closed`)).status;

  it("refuses without one: told before anything is built or written, with the next step [N20]", async () => {
    await folder.write("meta_prefect.yaml", closed());
    for (const content of [
      "{}",
      JSON.stringify({ auths: { [guarded.host]: { auth: "bm9ib2R5Om5vYm9keQ==" } } }),
    ]) {
      writeFileSync(authFile, content);
      const refused = await cli("deploy", "-q");
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(
        `the registry of ${repository("closed", guarded.host)} refuses (HTTP 401)`,
      );
      expect(refused.stderr).toContain(`hint: log in where this runs: docker login ${guarded.host}`);
      expect(await deployments()).toBe(404);
    }
  });

  it("takes the image of one who logged in, whose password is in no output [N20]", async () => {
    const login = execFile(
      "buildah",
      ["login", "--tls-verify=false", "-u", "deployer", "--password-stdin", guarded.host],
      {
        env: { ...process.env, ...inject("builderEnv"), REGISTRY_AUTH_FILE: authFile },
      },
    );
    login.stdin?.end(password);
    expect(await new Promise((resolve) => login.on("close", resolve))).toBe(0);
    // Somebody's build that prints it and fails: the line is shown, the password is not.
    await folder.write("meta_prefect.yaml", closed(`run: 'echo "it is ${password}" >&2; exit 3'`));
    const failed = await cli("deploy", "-q");
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(/buildah could not build .*it is \*\*\*/);
    await folder.write("meta_prefect.yaml", closed());
    const deployed = await cli("deploy", "-q", "-v");
    expect(deployed).toMatchObject({ code: 0 });
    for (const { stdout, stderr } of [failed, deployed]) expect(stdout + stderr).not.toContain(password);
    const name = repository("closed", guarded.host);
    expect(await imageOf("closed")).toMatch(new RegExp(`^${name}@sha256:[0-9a-f]{64}$`));
    expect((await fetch(`http://${guarded.host}/v2/_catalog`)).status).toBe(401);
    const authorization = `Basic ${Buffer.from(`deployer:${password}`).toString("base64")}`;
    const catalog = await fetch(`http://${guarded.host}/v2/_catalog`, { headers: { authorization } });
    expect(await catalog.json()).toEqual({ repositories: [name.slice(guarded.host.length + 1)] });
  });
});

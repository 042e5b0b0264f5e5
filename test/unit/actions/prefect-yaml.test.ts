import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { importPrefectFile } from "../../../src/actions/import-prefect-yaml.ts";
import { readPythonYaml } from "../../../src/actions/prefect-yaml/python-yaml.ts";
import { applyValues, type Values } from "../../../src/actions/prefect-yaml/templates.ts";
import type { ImportResult } from "../../../src/interfaces/life-cycle.ts";
import { digitsInJson } from "../../../src/util/exact-integer.ts";
import { flowFiles } from "../../support/prefect-yaml-cases.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

/** Imports a file without any server. */
async function imported(
  text: string,
  env: Readonly<Record<string, string>> = {},
  files: Readonly<Record<string, string>> = {},
): Promise<{ readonly result: ImportResult; readonly text: string }> {
  folder = await makeProject({ ...flowFiles, ...files, "prefect.yaml": text });
  const { path } = folder;
  const result = await importPrefectFile({
    directory: path,
    file: "prefect.yaml",
    env: { HOME: path, XDG_CACHE_HOME: join(path, "cache"), ...env },
    interactive: false,
  });
  return { result, text: await readFile(join(path, "meta_prefect.yaml"), "utf8") };
}

const entry = 'entrypoint: "flows/etl.py:etl", work_pool: { name: p }';

describe("YAML as Python reads it", () => {
  it.each([
    ["on", true],
    ["No", false],
    ["y", "y"],
    ["010", 8],
    ["0b11", 3],
    ["-0x1F", -31],
    ["1:30", 90],
    ["1_000", 1000],
    ["1e3", "1e3"],
    ["1.5e+3", 1500],
    ["~", null],
    ["2026-01-02", "2026-01-02"],
    ["2026-1-2 3:04:05.5 +1", "2026-01-02T03:04:05.500000+01:00"],
    ["0 9 * * *", "0 9 * * *"],
    [".nan", null],
  ])("takes %s for %j", (text, value) => {
    expect(readPythonYaml(`key: ${text}`, "f").value).toEqual({ key: value });
  });

  it("keeps every digit of a long integer", () => {
    const { value } = readPythonYaml("key: 9007199254740993", "f");
    expect(digitsInJson(JSON.stringify(value))).toBe('{"key":9007199254740993}');
  });

  it.each([
    ["a: *pool", /^no anchor &pool stands before this alias$/, undefined],
    ["a: 1\n---\nb: 2", /^a second document begins here/, undefined],
    ["a: {{ image }}", /^a key is a text, and here is a list or a mapping$/, /in quotes$/],
    ["a: {{ image }}:latest", /^a key is a text/, /in quotes$/],
    ["a: !ENV NAME", /^unresolved tag: !ENV$/, undefined],
  ])("says what is wrong with %j", (text, message, hint) => {
    const { value, diagnostics } = readPythonYaml(text, "f");
    expect(value).toBeUndefined();
    expect(diagnostics[0]?.message).toMatch(message);
    if (hint !== undefined) expect(diagnostics[0]?.hint).toMatch(hint);
  });

  it("lets the last of two equal keys win, and points at mistakes", () => {
    expect(readPythonYaml("a: 1\na: 2", "f").value).toEqual({ a: 2 });
    expect(readPythonYaml("a: [1", "f").diagnostics[0]).toMatchObject({
      code: "invalid-yaml",
      location: { line: 1 },
    });
  });
});

describe("Prefect's templates", () => {
  const values: Values = {
    standard: (name) => (name === "build.image" ? "acme/etl:1" : name === "n" ? 3 : undefined),
    env: (name) => (name === "HOST" ? "db" : undefined),
  };

  it.each([
    ["{{ n }}", {}, 3],
    ["n={{ n }}, {{build.image}}", {}, "n=3, acme/etl:1"],
    ["{{ $HOST }}:{{ $PORT }}", {}, "db:"],
    ["{{ $HOST }}:{{ $PORT }}", { remove: false }, "db:{{ $PORT }}"],
    ["{{ ctx.run }}", { skip: ["ctx."] }, "{{ ctx.run }}"],
    ["{{ prefect.blocks.secret.x }}/{{ n }}", {}, "{{ prefect.blocks.secret.x }}/3"],
    [{ gone: "{{ nobody }}", kept: ["{{ nobody }}", "x"] }, {}, { kept: ["x"] }],
    [{ left: "{{ nobody }}" }, { remove: false }, { left: "{{ nobody }}" }],
  ])("makes of %j with %j %j", (template, pass, result) => {
    expect(applyValues(template, values, pass)).toEqual(result);
  });
});

describe("the import of a prefect.yaml", () => {
  it("takes an image's name for the output of a build step that is not run, and leaves other outputs to variables", async () => {
    const { result, text } = await imported(
      [
        "build:",
        "- prefect.deployments.steps.run_shell_script: { id: commit, script: git rev-parse HEAD }",
        "- prefect_docker.deployments.steps.build_docker_image:",
        '    { id: image, image_name: acme/etl, tag: "{{ commit.stdout }}", dockerfile: auto }',
        "deployments:",
        `- { name: a, ${entry.replace("p }", 'p, job_variables: { image: "{{ image.image }}" } }')} }`,
      ].join("\n"),
      { COMMIT_STDOUT: "abc" },
    );
    expect(text).toContain("image: acme/etl:${COMMIT_STDOUT}");
    expect(text).toMatch(/image_storage:\n\s+folder: \/opt\/prefect\/meta-prefect-test-project/);
    expect(result.proof).toMatchObject({ compared: 1, equal: 1 });
    expect(result.proof?.known.join("\n")).toContain("commit.stdout is COMMIT_STDOUT");
  });

  it("writes what all deployments begin with once, and a shared list once with an anchor", async () => {
    const pull = 'pull: [{ prefect.deployments.steps.git_clone: { repository: "https://x/y.git" } }]';
    const { text } = await imported(
      `${pull}\ndeployments: [{ name: a, ${entry} }, { name: b, ${entry}, tags: [t] }]`,
    );
    expect(text).toMatch(/^defaults:\n {2}recipes:\n {4}- work_pool:\n {8}name: p$/m);
    expect(text.match(/git_clone/g)).toHaveLength(1);
  });

  it("names keys that Prefect never read, with the place where they would count", async () => {
    const keys = "job_variables: { env: { A: b } }, is_schedule_active: true";
    const { result, text } = await imported(
      `schedules: []\ndeployments: [{ name: a, ${entry}, ${keys} }, { name: b, ${entry}, ${keys} }]`,
    );
    expect(result.notes).toEqual([
      "schedules of the top of the file is left out, as Prefect does not read it; it belongs to a deployment",
      expect.stringMatching(/^job_variables of a and b is left out, .*; it is work_pool\.job_variables that/),
      "is_schedule_active of a and b is left out, as Prefect does not read it",
    ]);
    expect(text).not.toContain("env");
    expect(result.proof).toMatchObject({ compared: 2, equal: 2 });
  });

  it("takes what Prefect itself once wrote and now refuses", async () => {
    const schedule = "{ cron: '0 2 * * *', max_active_runs: null, catchup: false, parameters: }";
    const { result } = await imported(
      [
        "prefect-version: 3.0",
        `deployments: [{ name: a, entrypoint: "flows/etl.py:etl", parameters: , schedules: [${schedule}], work_pool: { name: p, job_variables: } }]`,
      ].join("\n"),
    );
    expect(result.notes.map((note) => note.replace(/ is left out: .*/, ""))).toEqual([
      "prefect-version",
      "parameters without a value",
      "max_active_runs of a schedule",
      "catchup of a schedule",
      "job_variables without a value",
    ]);
    expect(result.proof).toMatchObject({ compared: 1, equal: 1 });
  });

  it("keeps secrets of blocks as references, and says so", async () => {
    const token = "{{ prefect.blocks.secret.token }}";
    const { result, text } = await imported(
      `deployments: [{ name: a, ${entry.replace("p }", `p, job_variables: { env: { T: "${token}" } } }`)} }]`,
    );
    expect(text).toContain(token);
    expect(result.proof?.known.join("\n")).toMatch(/plain text: secret\.token/);
  });

  it("finds a flow that is a method of a class", async () => {
    const module = [
      "from prefect import flow",
      "",
      "class Jobs:",
      "    @flow",
      "    @staticmethod",
      "    def load(day: str):",
      "        pass",
    ];
    const { result, text } = await imported(
      `deployments: [{ name: a, ${entry.replace("etl.py:etl", "jobs.py:Jobs.load")} }]`,
      {},
      { "flows/jobs.py": `${module.join("\n")}\n` },
    );
    expect(text).toContain("flows/jobs.py:Jobs.load:");
    expect(result.notes).toEqual([]);
    expect(result.proof).toMatchObject({ compared: 1, equal: 1 });
  });

  it("says where a flow is not there, and does not call it proven", async () => {
    const { result } = await imported(`deployments: [{ name: a, ${entry.replace("etl.py", "gone.py")} }]`);
    expect(result.proof).toMatchObject({ compared: 0, equal: 0 });
    expect(result.notes.join("\n")).toMatch(/not proven, mend this first: meta_prefect\.yaml:\d+: /);
  });

  it.each([
    ["version: 1.0", /deployments\.0\.version: 1 is not valid/],
    ["schedules: [{ cron: '* * * * *', interval: 3 }]", /exactly one of cron, interval and rrule/],
    ["schedules: [{ cron: '* * * * *', corn: 1 }]", /unknown key "corn"/],
    ["tags: 3", /deployments\.0\.tags/],
    ["schedule: [{ cron: '* * * * *' }]", /expected one schedule; a list of them belongs under `schedules`/],
    ["schedules: [{ interval: 1 hour }]", /expected seconds as a number, PT1H30M, or 01:30:00/],
    ["concurrency_limit: '{{ $N }}'", /expected a whole number, or a mapping with a limit/],
    ["work_pool: p", /expected a mapping with a name/],
  ])("refuses what Prefect refuses, at its place: %s", async (line, message) => {
    const failure = imported(`deployments:\n- name: a\n  entrypoint: f.py:f\n  ${line}`);
    await expect(failure).rejects.toMatchObject({
      code: "invalid-prefect-yaml",
      diagnostics: [
        { message: expect.stringMatching(message) as unknown, location: { file: "prefect.yaml", line: 4 } },
      ],
    });
  });

  it("overwrites nothing, and says which file is missing", async () => {
    await imported(`deployments: [{ name: a, ${entry} }]`);
    const directory = folder?.path ?? "";
    const options = { directory, env: {}, interactive: false };
    await expect(importPrefectFile({ ...options, file: "prefect.yaml" })).rejects.toMatchObject({
      code: "file-exists",
    });
    await expect(
      importPrefectFile({ ...options, file: "no.yaml", out: join(directory, "new.yaml") }),
    ).rejects.toMatchObject({
      code: "no-prefect-yaml",
    });
  });
});

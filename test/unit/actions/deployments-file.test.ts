import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draftOf } from "../../../src/actions/deployments-file/draft.ts";
import { equivalentCommand } from "../../../src/actions/deployments-file/command.ts";
import { render } from "../../../src/actions/render.ts";
import { validate } from "../../../src/actions/validate.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder;
const options = () => ({ directory: folder.path, env: {}, interactive: false, selectors: [], modules: [] });
const from = (file: string) => ({ ...options(), deploymentsFile: join(folder.path, file) });

const good = `ib-block: "ecs-task/dev"

deployments:
  - entrypoint: "examples/hello_world.py:hello"
    name: "Flow1"
    parameters:
      number: 42
      name: "Do not panic!"
    schedule:
      cron: "0 0 * * *"
      timezone: "America/Chicago"
    tags:
      - dev
      - some-tag1
      - dev
    version: "0.0.1"
    work_pool:
      name: pool
      work_queue_name: dev
  - entrypoint: "examples/hello_world.py:hello"
    name: Flow2
    parameters: { number: 1, name: "\${HOME}" }
    schedule: { interval: "3600", anchor-date: "2026-01-01T00:00:00+00:00" }
`;
const bad = `deployment: []
ib-block: ecs-task/prod
deployments:
  - name: nameless
    entrypont: a.py:b
  - entrypoint: examples/hello_world.py:hello
    name: two
    schedule: { cron: "0 0 * * *", interval: 60 }
  - entrypoint: examples/hello_world.py:hello
    name: two
    schedule: { timezone: UTC }
`;

const small = (name: string, ...more: readonly string[]): string =>
  [
    "ib-block: ecs-task/dev",
    "deployments:",
    "  - entrypoint: examples/hello_world.py:hello",
    `    name: ${name}`,
    ...["parameters: { number: 1, name: x }", ...more].map((line) => `    ${line}`),
    "",
  ].join("\n");

beforeAll(async () => {
  folder = await makeProject({
    "meta_prefect.yaml": "name: acme\nib_blocks: { ecs-task/dev: { name: ecs-dev, type: process } }\n",
    "examples/hello_world.py":
      'from prefect import flow\n\n@flow\ndef hello(number: int, name: str):\n    """Says hello."""\n',
    "prefect-deployments-dev.yaml": good,
    "bad.yaml": bad,
    "empty.yaml": "",
    "deployments/dev.yaml": good,
    "deployments/prefect-deployments-prod.yaml": small("nightly", "description: In production."),
    "deployments/both.yaml": small("one"),
    "deployments/prefect-deployments-both.yml": small("two"),
    "prefect-deployments-prod.yaml": small("nightly"),
    "whole.yaml": small(
      "nightly",
      ...[
        "description: Says hello at night.",
        "paused: true",
        "concurrency_limit: 2",
        "enforce_parameter_schema: false",
        "work_pool: { job_variables: { image: acme/flows:1, env: { STAGE: dev } } }",
        "schedules: [{ cron: 0 2 * * *, slug: night }, { interval: 3600, slug: hourly }]",
      ],
    ),
    "both-schedules.yaml": small("a", "schedule: { cron: 0 2 * * * }", "schedules: [{ interval: 60 }]"),
    "wrong.yaml": `ib-block: ecs-task/dev

deployments:
  - entrypoint: examples/hello_world.py:hello
    name: a
    parameters: { number: 1, name: x, env.stage: dev }

  - entrypoint: examples/hello_world.py:hello
    name: b
    parameters: { number: one, name: x }
`,
  });
});
afterAll(() => folder.remove());

describe("a deployments file", () => {
  it("becomes deployments of the project, with every field [E02, E08, E17, E21, E22, E24, E25, E27, E28]", async () => {
    const { deployments, diagnostics, components } = await render({
      ...from("prefect-deployments-dev.yaml"),
      resolve: false,
    });
    expect(diagnostics).toEqual([]);
    const [first, second] = deployments;
    expect(first).toMatchObject({
      flow: "hello",
      name: "Flow1",
      body: {
        entrypoint: "examples/hello_world.py:hello",
        parameters: { number: 42, name: "Do not panic!" },
        tags: ["dev", "some-tag1"],
        version: "0.0.1",
        work_pool_name: "pool",
        work_queue_name: "dev",
        pull_steps: [{ "prefect.deployments.steps.set_working_directory": { directory: "/opt/prefect" } }],
        schedules: [{ schedule: { cron: "0 0 * * *", timezone: "America/Chicago" } }],
      },
    });
    expect(second).toMatchObject({
      name: "Flow2",
      body: {
        parameters: { number: 1, name: "${HOME}" },
        work_pool_name: "ecs-dev",
        schedules: [{ schedule: { interval: 3600 } }],
      },
    });
    expect(
      components.filter(({ kind }) => kind === "work-pool").map(({ name, external }) => [name, external]),
    ).toEqual([
      ["pool", true],
      ["ecs-dev", false],
    ]);
  });

  it("is refused with every mistake at its place [E14, E17, E18, E19, E26, E31, E32]", async () => {
    const { diagnostics } = await validate(from("bad.yaml"));
    expect(
      diagnostics
        .map(({ code, message, location }) => `${String(location?.line)} ${code}: ${message}`)
        .sort(),
    ).toEqual([
      '1 unknown-key: a deployments file has no key "deployment" here',
      "11 invalid-deployments-file: schedule: none of cron, interval and rrule is given",
      "2 unknown-ib-block: the block ecs-task/prod has no work pool",
      "4 invalid-deployments-file: entrypoint: missing, expected string",
      '5 unknown-key: a deployments file has no key "entrypont" here',
      "8 invalid-deployments-file: schedule: cron and interval are both given",
      '9 duplicate-deployment: examples/hello_world.py:hello has two deployments "two"',
    ]);
    expect(new Set(diagnostics.map(({ location }) => location?.file))).toEqual(new Set(["bad.yaml"]));
  });

  it("that is empty or not there is a mistake [E15, E16]", async () => {
    for (const [file, code] of [
      ["empty.yaml", "empty-file"],
      ["nowhere.yaml", "unreadable-file"],
    ] as const) {
      const { diagnostics } = await validate(from(file));
      expect(diagnostics.map((one) => one.code)).toContain(code);
    }
  });

  it("has the mistakes of its flows where their deployments stand, and takes a dot in a parameter for nothing else [E21, E23]", async () => {
    const { diagnostics } = await validate(from("wrong.yaml"));
    expect(diagnostics).toMatchObject([
      { code: "unknown-parameter", location: { file: "wrong.yaml", line: 4 } },
      { code: "invalid-parameter", location: { file: "wrong.yaml", line: 8 } },
    ]);
    expect(diagnostics[0]?.message).toBe("the flow hello has no parameter env.stage");
    expect(diagnostics[1]?.message).toContain("parameter number");
  });

  it("is shown as the commands that the wrapper ran, quoted for a shell [E20, E22, E25, E29, E30]", async () => {
    const { commands } = await draftOf(join(folder.path, "prefect-deployments-dev.yaml"), options());
    expect(commands[0]).toBe(
      `prefect deployment build examples/hello_world.py:hello -n Flow1 -a --skip-upload -ib ecs-task/dev --params='{"number": 42, "name": "Do not panic!"}' --tag=dev --tag=some-tag1 --tag=dev --cron='0 0 * * *' --timezone=America/Chicago --pool=pool --work-queue=dev --version=0.0.1`,
    );
    const golden = {
      ...{ entrypoint: "examples/hello_world.py:hello", name: "Flow1", tags: ["dev", "some-tag1"] },
      parameters: { number: 42, name: "Do not panic!", "env.stage": "dev" },
      schedule: { cron: "0 0 * * *", timezone: "America/Chicago" },
      work_pool: { name: "pool", work_queue_name: "dev" },
    };
    expect(equivalentCommand(golden, "ecs-task/dev")).toBe(
      `prefect deployment build examples/hello_world.py:hello -n Flow1 -a --skip-upload -ib ecs-task/dev --params='{"number": 42, "name": "Do not panic!", "env.stage": "dev"}' --tag=dev --tag=some-tag1 --cron='0 0 * * *' --timezone=America/Chicago --pool=pool --work-queue=dev`,
    );
    const odd = { entrypoint: "a.py:f", name: "it's", parameters: { x: ["ü", null, 1.5] } };
    expect(equivalentCommand(odd, undefined)).toBe(
      `prefect deployment build a.py:f -n 'it'"'"'s' -a --skip-upload --params='{"x": ["\\u00fc", null, 1.5]}'`,
    );
  });

  it("has an environment by its name, or is the one of the environment in a folder [B04, E34]", async () => {
    const about = async (file: string, environment?: string): Promise<unknown> => {
      const asked = environment === undefined ? {} : { environment };
      const { deployments, diagnostics } = await render({ ...from(file), ...asked, resolve: false });
      return [
        ...deployments.map((one) => `${one.name} in ${one.environment}`),
        ...diagnostics.map(({ code, message }) => `${code}: ${message}`),
      ];
    };
    expect(await about("prefect-deployments-prod.yaml")).toEqual(["nightly in prod"]);
    expect(await about("prefect-deployments-prod.yaml", "prod")).toEqual(["nightly in prod"]);
    expect(await about("prefect-deployments-prod.yaml", "dev")).toEqual([
      "nightly in dev",
      "other-environment: prefect-deployments-prod.yaml is called after prod, and is deployed to dev",
    ]);
    expect(await about("deployments")).toEqual(["Flow1 in dev", "Flow2 in dev"]);
    expect(await about("deployments", "prod")).toEqual(["nightly in prod"]);
    expect(await about("deployments", "qa")).toEqual([
      expect.stringMatching(/^invalid-deployments-file: .*deployments has no deployments file for qa$/),
    ]);
    expect(await about("deployments", "both")).toEqual([
      expect.stringMatching(/has both.yaml and prefect-deployments-both.yml, which are both about both$/),
    ]);
    const several = { ...from("deployments"), environments: ["dev", "prod"] };
    expect((await validate(several)).diagnostics.map(({ hint }) => hint)).toEqual([
      "deploy one after the other",
    ]);
  });

  it("takes what the wrapper left out: description, pause, limit, job variables, schema, several schedules [E42]", async () => {
    const { deployments, diagnostics } = await render({ ...from("whole.yaml"), resolve: false });
    expect(diagnostics).toEqual([]);
    expect(deployments[0]?.body).toMatchObject({
      description: "Says hello at night.",
      paused: true,
      concurrency_limit: 2,
      enforce_parameter_schema: false,
      job_variables: { image: "acme/flows:1", env: { STAGE: "dev" } },
      schedules: [
        { slug: "night", schedule: { cron: "0 2 * * *" } },
        { slug: "hourly", schedule: { interval: 3600 } },
      ],
    });
    expect((await validate(from("both-schedules.yaml"))).diagnostics).toMatchObject([
      { code: "invalid-deployments-file", location: { line: 7 }, hint: "keep one of them" },
    ]);
  });

  it("grows by an entry of a few lines; recipes of one's own stand in the project's file, and the flow's code stays as it is [E41]", async () => {
    const code = await readFile(join(folder.path, "examples/hello_world.py"), "utf8");
    await folder.write(
      "recipes/loud.ts",
      `import { defineRecipe, mapDeployment, z } from "meta-prefect/kit";
export const loud = defineRecipe({
  name: "loud",
  summary: "Says it loud.",
  variables: z.strictObject({}),
  build: () => ({
    updateDeployment: (deployment) => mapDeployment(deployment, { tags: [...(deployment.tags ?? []), "loud"] }),
  }),
});
`,
    );
    const head = "name: acme\nib_blocks: { ecs-task/dev: { name: ecs-dev, type: process } }\n";
    await folder.write(
      "meta_prefect.yaml",
      `${head}recipes: [recipes/loud.ts]\ndefaults: { recipes: [loud] }\n`,
    );
    const added = `${small("one")}  - { entrypoint: "examples/hello_world.py:hello", name: two, parameters: { number: 2, name: y } }\n`;
    await folder.write("grown.yaml", added);
    const { deployments, diagnostics } = await render({ ...from("grown.yaml"), resolve: false });
    await folder.write("meta_prefect.yaml", head);
    expect(diagnostics).toEqual([]);
    expect(deployments.map(({ name, body }) => [name, body["tags"], body["parameters"]])).toEqual([
      ["one", ["loud"], { number: 1, name: "x" }],
      ["two", ["loud"], { number: 2, name: "y" }],
    ]);
    expect(await readFile(join(folder.path, "examples/hello_world.py"), "utf8")).toBe(code);
  });
});

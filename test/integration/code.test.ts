import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { z } from "zod";
import { runCli, type CliResult } from "../support/cli.ts";
import { apiUrl, raw, read } from "../support/prefect.ts";
import { makeProject, type ProjectFolder } from "../support/project-folder.ts";
import { startRecordingProxy } from "../support/recording-proxy.ts";
import { unique } from "../support/unique.ts";

const project = unique("code");
const files = {
  "flows/train.py": `from prefect import flow


@flow(name="${project}-train")
def train(epochs: int = 3):
    """Train the model."""
`,
  "flows/report.py": `from prefect import flow


@flow(name="${project}-report")
def report():
    pass
`,
  "recipes/nightly.ts": `import { defineRecipe, withSchedules, withTags, z } from "meta-prefect/kit";

export const nightly = defineRecipe({
  name: "nightly",
  summary: "Run every night, with the team's tag.",
  variables: z.strictObject({ hour: z.int().min(0).max(23).default(2) }),
  build: ({ hour }) => ({
    updateDeployment: (deployment) =>
      withSchedules(withTags(deployment, ["team=data"]), [{ slug: "nightly", schedule: { cron: \`0 \${hour} * * *\` } }]),
  }),
});
`,
  "deployments.ts": `import { compose, envSplitNamer, envSplitTagInjector, flow, tags, tagsResolver, versioneer } from "meta-prefect";
import { nightly } from "./recipes/nightly.ts";

const train = flow("flows/train.py:train");
export const wrapped = versioneer()(tagsResolver()(tags({ tags: ["a"] })(train)));

// a decorator of a decorator is a decorator, and so is a flow factory that was wrapped
const enriched = versioneer()(tagsResolver());
export const enrichedTrain = enriched(nightly({ hour: 4 })(train));
const ourFlow = versioneer()(tagsResolver())(flow);
export const fromFactory = ourFlow("flows/train.py:train");

// the outer one has the last word
const last = compose(tags({ tags: ["inner"] }), tags({ tags: ["outer"] }));
export const composed = last(train);
export const devTrain = envSplitNamer({ name: "split", env: "dev" })(envSplitTagInjector({})(train));
export const prodTrain = envSplitNamer({ name: "split", env: "prod" })(envSplitTagInjector({})(train));
`,
  "meta_prefect.yaml": `name: ${project}
recipes: [recipes/nightly.ts]
modules: [deployments.ts]
deployments:
  ${project}-report:
    - name: from-yaml
      recipes: [nightly: {hour: 5}, versioneer]
`,
};

const deployment = z.looseObject({
  name: z.string(),
  version: z.string().nullable(),
  tags: z.array(z.string()),
  labels: z.record(z.string(), z.unknown()),
  schedules: z.array(z.looseObject({ slug: z.string(), schedule: z.looseObject({}) })),
});

let folder: ProjectFolder;
const cli = (...input: readonly string[]): Promise<CliResult> =>
  runCli(input, {
    cwd: folder.path,
    env: { PREFECT_API_URL: apiUrl(), META_PREFECT__TAGS: "my-tag, other,my-tag" },
  });
const look = (name: string, flow = "train"): Promise<z.output<typeof deployment>> =>
  read("GET", `/deployments/name/${project}-${flow}/${name}`, deployment);

beforeAll(async () => {
  folder = await makeProject(files);
});
afterAll(() => folder.remove());

describe("flows that a TypeScript module wraps with recipes", () => {
  it("are deployed under the names of their exports, many for one flow [C01, C33, C40]", async () => {
    const { code, stdout, stderr } = await cli("deploy");
    expect(stderr).not.toContain("error");
    expect(code).toBe(0);
    for (const name of ["wrapped", "enrichedTrain", "fromFactory", "composed", "split-dev", "split-prod"]) {
      expect(stdout).toContain(`${project}-train/${name}`);
      expect((await look(name)).name).toBe(name);
    }
    expect((await cli("plan")).code).toBe(0);
  });

  it("take what the recipes say, tags and version from the environment included [C30, C45]", async () => {
    expect(await look("wrapped")).toMatchObject({ version: "1", tags: ["a", "my-tag", "other"] });
  });

  it("compose before they meet a flow, as decorator of a decorator or of the factory itself [C46]", async () => {
    const enriched = await look("enrichedTrain");
    expect(enriched).toMatchObject({ version: "1", tags: ["team=data", "my-tag", "other"] });
    expect(enriched.schedules).toMatchObject([{ slug: "nightly", schedule: { cron: "0 4 * * *" } }]);
    expect(await look("fromFactory")).toMatchObject({ version: "1", tags: ["my-tag", "other"] });
  });

  it("may fix their environment, which then owns them [E03]", async () => {
    for (const environment of ["dev", "prod"]) {
      expect(await look(`split-${environment}`)).toMatchObject({
        tags: [`env=${environment}`],
        labels: { "meta-prefect.environment": environment },
      });
    }
    const { stdout } = await cli("render", "--env", "prod", "--format", "json");
    expect(stdout).not.toContain("split-dev");
  });

  it("stand beside a team's own recipe that YAML uses by name [C32, C34, C35, C36, C41]", async () => {
    const yaml = await look("from-yaml", "report");
    expect(yaml).toMatchObject({ version: "1", tags: ["team=data"] });
    expect(yaml.schedules).toMatchObject([{ slug: "nightly", schedule: { cron: "0 5 * * *" } }]);
    expect((await cli("recipes", "show", "nightly")).stdout).toContain("hour");
    expect((await cli("recipes", "list")).stdout).toContain("recipes/nightly.ts");
  });

  it("take the version from META_PREFECT__VERSION where it is set [C31]", async () => {
    const env = { PREFECT_API_URL: apiUrl(), META_PREFECT__VERSION: "my-version" };
    expect((await runCli(["deploy", `${project}-report`], { cwd: folder.path, env })).code).toBe(0);
    expect((await look("from-yaml", "report")).version).toBe("my-version");
  });
});

describe("a selector", () => {
  it("deploys just what it matches: a flow, a deployment, a glob [C32, E07]", async () => {
    const { stdout } = await cli("plan", `${project}-train/w*`, "-v");
    expect(stdout).toContain(`${project}-train/wrapped`);
    expect(stdout).not.toContain("enrichedTrain");
    const flow = await cli("plan", `${project}-report`, "-v");
    expect(flow.stdout).toContain("from-yaml");
    expect(flow.stdout).not.toContain("wrapped");
  });

  it("that matches nothing is an error with the nearest name", async () => {
    const { code, stderr } = await cli("deploy", `${project}-trian`);
    expect(code).toBe(1);
    expect(stderr).toContain(`${project}-train`);
  });

  it("never calls the rest orphans, so that --prune cannot take it away", async () => {
    const { code } = await cli("deploy", `${project}-report`, "--prune");
    expect(code).toBe(0);
    expect((await raw("GET", `/deployments/name/${project}-train/wrapped`)).status).toBe(200);
  });
});

describe("what was rendered", () => {
  it("is the body that Prefect gets, and deploys by itself [N45]", async () => {
    const rendered = await cli("render", "--format", "json");
    expect((await cli("render", "--format", "json")).stdout).toBe(rendered.stdout);
    await folder.write("rendered.json", rendered.stdout);
    const before = await look("enrichedTrain");
    expect((await cli("plan", "--rendered", "rendered.json")).code).toBe(0);
    for (const name of ["enrichedTrain", "composed"]) {
      const { id } = z.looseObject({ id: z.string() }).parse(await look(name));
      await raw("DELETE", `/deployments/${id}`);
    }
    const proxy = await startRecordingProxy(apiUrl());
    onTestFinished(proxy.close);
    const env = { PREFECT_API_URL: proxy.url };
    const deployed = await runCli(["deploy", "--rendered", "rendered.json"], { cwd: folder.path, env });
    expect(deployed.code).toBe(0);
    const body = z.looseObject({ name: z.string() });
    const { deployments } = z
      .object({ deployments: z.array(z.looseObject({ name: z.string(), body })) })
      .parse(JSON.parse(rendered.stdout));
    const sent = proxy
      .writes()
      .flatMap(({ method, path, body: one }) =>
        method === "POST" && path.endsWith("/deployments/") ? [body.parse(one)] : [],
      );
    expect(sent.map(({ name }) => name).sort()).toEqual(["composed", "enrichedTrain"]);
    for (const { flow_id, ...one } of sent) {
      expect(flow_id).toBeDefined();
      const said = deployments.find(({ name }) => name === one.name)?.body;
      // A version that is counted up is a rule until Prefect is asked.
      expect(one).toEqual({ ...said, ...(one.name === "enrichedTrain" && { version: "1" }) });
    }
    const { schedules, tags, labels } = await look("enrichedTrain");
    expect({ tags, labels, timing: schedules.map(({ schedule }) => schedule) }).toEqual({
      tags: before.tags,
      labels: before.labels,
      timing: before.schedules.map(({ schedule }) => schedule),
    });
    expect((await cli("plan")).code).toBe(0);
  });
});

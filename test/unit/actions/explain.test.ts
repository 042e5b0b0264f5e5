import { describe, expect, it } from "vitest";
import { explain } from "../../../src/actions/explain.ts";
import type { ExplainResult } from "../../../src/interfaces/explain.ts";
import { optionsFor, projectWith } from "./project.ts";

const file = `name: acme
include: more.yaml
defaults:
  recipes:
    - tags: { tags: [all] }
  variables:
    job_variables: { cpu: 1, memory: 8 }
environments:
  prod:
    variables:
      job_variables: { memory: 64 }
    work_pool: k8s-prod
    image: "registry/\${env}:main"
    schedules: { active: false }
deployments:
  etl:
    - name: nightly
      recipes:
        - work_pool: { name: laptop, queue: slow }
        - job_variables: { cpu: 4, image: here }
        - schedule: { cron: "0 2 * * *", slug: night }
        - versioneer
      extra: { description: Mine. }
`;
const more = `deployments:
  score:
    - name: hourly
      recipes:
        - parameters: {}
`;

const where = ({ values }: ExplainResult): Readonly<Record<string, string>> =>
  Object.fromEntries(
    values.map(({ path, layer, recipe, location }) => [
      path,
      [layer, recipe ?? "", location === undefined ? "" : `${location.file}:${String(location.line)}`].join(
        " ",
      ),
    ]),
  );

describe("explain", () => {
  it("says of each value of the final body which layer, recipe, file and line it comes from [N21, N22]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": file, "more.yaml": more });
    const result = await explain(optionsFor(root, { selectors: ["etl/nightly"], environment: "prod" }));
    expect(result.diagnostics).toEqual([]);
    expect(where(result)).toEqual({
      name: "entry  meta_prefect.yaml:17",
      entrypoint: "flow  flows/etl.py:6",
      description: "entry extra meta_prefect.yaml:23",
      parameter_openapi_schema: "flow  flows/etl.py:6",
      enforce_parameter_schema: "built-in  ",
      pull_steps: "built-in  ",
      tags: "defaults tags meta_prefect.yaml:5",
      work_pool_name: "environment environments.prod.work_pool meta_prefect.yaml:12",
      "job_variables.cpu": "entry job_variables meta_prefect.yaml:20",
      "job_variables.memory": "environment job_variables meta_prefect.yaml:11",
      "job_variables.image": "environment environments.prod.image meta_prefect.yaml:13",
      "schedules.night": "environment environments.prod.schedules meta_prefect.yaml:14",
      version: "recipe versioneer meta_prefect.yaml:22",
      "labels.meta-prefect.project": "built-in  ",
      "labels.meta-prefect.environment": "built-in  ",
    });
    const value = (path: string): unknown => result.values.find((one) => one.path === path)?.value;
    expect(value("job_variables.image")).toBe("registry/prod:main");
    expect(value("job_variables.memory")).toBe(64);
    expect(value("work_pool_name")).toBe("k8s-prod");
    expect(value("schedules.night")).toMatchObject({ initiallyActive: false });
  });

  it("lists the recipes in the order in which they ran, each with its layer and place [N22]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": file, "more.yaml": more });
    const { recipes } = await explain(optionsFor(root, { selectors: ["etl/nightly"], environment: "prod" }));
    expect(
      recipes.map(({ recipe, layer, location }) => `${recipe} ${layer} ${String(location?.line)}`),
    ).toEqual([
      "tags defaults 5",
      "work_pool entry 19",
      "job_variables entry 20",
      "schedule entry 21",
      "versioneer entry 22",
      "environments.prod.work_pool environment 12",
      "environments.prod.image environment 13",
      "environments.prod.schedules environment 14",
      "extra entry 23",
    ]);
  });

  it("leaves an environment's overrides out of the others, and points into included files [N21]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": file, "more.yaml": more });
    const dev = await explain(optionsFor(root, { selectors: ["etl/nightly"] }));
    expect(where(dev)).toMatchObject({
      work_pool_name: "entry work_pool meta_prefect.yaml:19",
      work_queue_name: "entry work_pool meta_prefect.yaml:19",
      "job_variables.memory": "defaults job_variables meta_prefect.yaml:7",
      "job_variables.image": "entry job_variables meta_prefect.yaml:20",
    });
    const score = await explain(optionsFor(root, { selectors: ["score/hourly"] }));
    expect(score.recipes.at(-1)).toMatchObject({
      recipe: "parameters",
      location: { file: "more.yaml", line: 5 },
    });
  });

  it("refuses a selector that names several deployments, with their names [N22]", async () => {
    const root = await projectWith({ "meta_prefect.yaml": file, "more.yaml": more });
    await expect(explain(optionsFor(root, { selectors: ["*/*"] }))).rejects.toMatchObject({
      code: "ambiguous-deployment",
      hint: expect.stringContaining("etl/nightly, score/hourly") as string,
    });
  });
});

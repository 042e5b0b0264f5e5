import { describe, expect, it } from "vitest";
import { built, folderWith, lines, read, readText, testReader } from "./support.ts";

describe("the project file", () => {
  it("gives one deployable flow for each entry below a flow's name [C06, C07, C08, E18]", async () => {
    const reading = await readText(`
deployments:
  add-two-numbers-flow:
    - recipe: local_run_deployer
      variables:
        name: local-run
        schedule:
          rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA"
          timezone: "US/Pacific"
`);
    expect(lines(reading)).toEqual([]);
    const [entry] = reading.project.entries;
    expect(entry).toMatchObject({
      flow: { entrypoint: "flows/add.py:add_two_numbers" },
      name: { value: "add-two-numbers-flow", from: "flow" },
      environment: "dev",
      deployable: { flow: { language: "python", entrypoint: "flows/add.py:add_two_numbers" } },
    });
    expect(entry && built(entry).parameters).toEqual({
      local_run_deployer: {
        name: "local-run",
        schedule: { rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA", timezone: "US/Pacific" },
      },
    });
  });

  it("makes several deployments of one flow, with recipes chained from the inside out [E02, N22]", async () => {
    const reading = await readText(`
deployments:
  train:
    - name: nightly
      recipes:
        - eks: { cpu: 2 }
        - versioneer
        - tags_resolver:
    - name: hourly
      recipe: eks
      variables: { cpu: 0.5 }
    - name: by-hand
`);
    expect(lines(reading)).toEqual([]);
    expect(reading.project.entries.map((entry) => [entry.name, built(entry).tags])).toEqual([
      [{ value: "nightly", from: "entry" }, ["eks", "versioneer", "tags_resolver"]],
      [{ value: "hourly", from: "entry" }, ["eks"]],
      [{ value: "by-hand", from: "entry" }, undefined],
    ]);
  });

  it("finds a flow by its name, by its function, and by its entrypoint without a search [E21, N38]", async () => {
    const reader = testReader();
    const root = await folderWith({
      "meta_prefect.yaml":
        "flows: jobs/*.py\ndeployments:\n  etl: [{ name: a }]\n  add_two_numbers: [{ name: b }]\n",
    });
    const reading = await read(root, {}, { flows: () => reader });
    expect(lines(reading)).toEqual([]);
    expect(reading.project.entries.map(({ flow }) => flow.entrypoint)).toEqual([
      "flows/etl.py:etl",
      "flows/add.py:add_two_numbers",
    ]);
    expect(reader.searches).toEqual([["jobs/*.py"]]);

    const other = testReader();
    const direct = await folderWith({
      "meta_prefect.yaml": "deployments:\n  flows/etl.py:etl: [{ name: a }]\n",
    });
    const result = await read(direct, {}, { flows: () => other });
    expect(result.project.entries.map(({ flow }) => flow.name)).toEqual(["etl"]);
    expect(other.searches).toEqual([]);
  });

  it("is found from any folder below it, with the same result [N38]", async () => {
    const root = await folderWith({
      "meta_prefect.yml": "name: acme\ndeployments: { etl: [{ name: a }] }\n",
      "flows/deep/er.py": "",
    });
    const above = await read(root);
    const below = await read(`${root}/flows/deep`);
    expect(below.project).toMatchObject({ root, name: "acme", file: `${root}/meta_prefect.yml` });
    expect(below.project.entries.map(({ name }) => name)).toEqual(
      above.project.entries.map(({ name }) => name),
    );
  });

  it("keeps types, and dots in keys, of parameters [E22, E23]", async () => {
    const reading = await readText(`
deployments:
  etl:
    - recipe: parameters
      variables: { env.stage: dev, number: 42, text: "Hello, World!", list: [1, null, true], "1": yes }
`);
    expect(lines(reading)).toEqual([]);
    expect(reading.project.entries.map((entry) => built(entry).parameters)).toEqual([
      {
        parameters: {
          "env.stage": "dev",
          number: 42,
          text: "Hello, World!",
          list: [1, null, true],
          "1": "yes",
        },
      },
    ]);
  });

  it("puts the fields under extra on top of the deployment [N45]", async () => {
    const reading = await readText(`
deployments:
  etl:
    - recipe: versioneer
      extra: { job_variables: { image: "repo/etl:\${env}" }, enforce_parameter_schema: false }
`);
    expect(lines(reading)).toEqual([]);
    expect(reading.project.entries.map((entry) => built(entry).extra)).toEqual([
      { job_variables: { image: "repo/etl:dev" }, enforce_parameter_schema: false },
    ]);
  });

  it("takes anchors, aliases and merge keys, more than a hundred of one", async () => {
    const entries = Array.from({ length: 150 }, (_, index) => `    - { <<: *base, name: d${String(index)} }`);
    const reading = await readText(
      [
        "defaults: &none {}",
        "deployments:",
        "  train:",
        "    - &base { name: d, recipe: eks, variables: { cpu: 1 } }",
      ]
        .concat(entries)
        .join("\n"),
    );
    expect(lines(reading)).toEqual([]);
    expect(reading.project.entries).toHaveLength(151);
    const twice = await readText(
      "deployments:\n  etl:\n    - &a { name: a }\n    - &b { name: b, environment: qa }\n    - { <<: *a, <<: *b }\n",
    );
    expect(lines(twice)).toEqual([]);
    expect(twice.project.entries.at(-1)).toMatchObject({ name: { value: "a" }, environment: "qa" });
  });

  it("points at variables for whoever finds a mistake later", async () => {
    const reading = await readText(`
deployments:
  train:
    - recipes:
        - eks: { cpu: 2, labels: { team.name: a } }
`);
    const [entry] = reading.project.entries;
    const origin = entry?.deployable.layers[0]?.origin;
    expect(origin?.location).toEqual({ file: "meta_prefect.yaml", line: 5, column: 11, length: 3 });
    expect(origin?.locate("variables.cpu")).toMatchObject({ line: 5, column: 23, length: 1 });
    expect(origin?.locate("variables.labels.team.name")).toMatchObject({ line: 5, column: 47 });
    expect(entry?.origin?.location).toMatchObject({ line: 4, column: 7 });
    expect(entry?.origin?.locate("recipes.0.eks.cpu")).toMatchObject({ line: 5, column: 23 });
  });

  it("names the interpreter of workers, relative to the file", async () => {
    const reading = await readText("python: .venv/bin/python\ndeployments: { etl: [{ name: a }] }\n");
    expect(reading.project.python).toBe(".venv/bin/python");
  });
});

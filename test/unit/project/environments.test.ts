import { describe, expect, it } from "vitest";
import type { ProjectReading } from "../../../src/interfaces/project.ts";
import { built, lines, readText } from "./support.ts";

const parameters = (reading: ProjectReading): unknown[] =>
  reading.project.entries.map((entry) => built(entry).parameters);

const layered = `
defaults:
  recipes: [versioneer]
  variables:
    eks: { cpu: 1, memory: 8, tolerations: [a, b], labels: { team: data, tier: low } }
environments:
  prod:
    recipes: [tags_resolver]
    variables:
      eks: { memory: 64, labels: { tier: high } }
deployments:
  train:
    - recipe: eks
      variables: { cpu: 2, tolerations: [c] }
`;

describe("environments and layers", () => {
  it("lays variables over each other: defaults, environment, entry; deep for mappings, lists replaced [E03, N21]", async () => {
    expect(parameters(await readText(layered))).toEqual([
      {
        versioneer: {},
        eks: { cpu: 2, memory: 8, tolerations: ["c"], labels: { team: "data", tier: "low" } },
      },
    ]);
    const prod = await readText(layered, { environment: "prod" });
    expect(parameters(prod)).toEqual([
      {
        versioneer: {},
        tags_resolver: {},
        eks: { cpu: 2, memory: 64, tolerations: ["c"], labels: { team: "data", tier: "high" } },
      },
    ]);
    expect(prod.project.entries.map((entry) => built(entry).tags)).toEqual([
      ["versioneer", "tags_resolver", "eks"],
    ]);
  });

  it("points at the layer that a wrong variable comes from [N10, N21]", async () => {
    const reading = await readText(
      "defaults:\n  variables:\n    eks: { cpu: 1, memory: lots }\ndeployments:\n  train: [{ recipe: eks, variables: { cpu: 2 } }]\n",
    );
    expect(lines(reading)).toEqual(['3:28 invalid-variable memory: "lots" is not valid: expected number']);
  });

  it("takes the environment from the entry or its recipes, else the option, else the variable, else dev [E03]", async () => {
    const text = `
deployments:
  etl:
    - { name: plain }
    - { name: own, environment: prod }
    - { name: recipe, recipe: in_environment, variables: { environment: stage } }
`;
    const environments = ({ project }: ProjectReading): unknown[] =>
      project.entries.map(({ name, environment }) => `${name.value} ${environment}`);
    expect(environments(await readText(text))).toEqual(["plain dev", "own prod", "recipe stage"]);
    const variable = { env: { META_PREFECT__ENV: "qa" } };
    expect(environments(await readText(text, variable))).toEqual(["plain qa", "own prod", "recipe stage"]);
    expect(environments(await readText(text, { ...variable, environment: "prod" }))).toEqual([
      "plain prod",
      "own prod",
    ]);
    expect(environments(await readText(text, { env: { META_PREFECT__ENV: "" } }))[0]).toBe("plain dev");
  });

  it("reads variables in the environment that an entry's own recipe fixes", async () => {
    const reading = await readText(`
environments: { stage: { variables: { eks: { memory: 3 } } } }
deployments:
  etl:
    - recipes:
        - eks: { cpu: 1, image: "repo:\${env}" }
        - in_environment: { environment: stage }
`);
    expect(lines(reading)).toEqual([]);
    expect(parameters(reading)).toMatchObject([{ eks: { cpu: 1, image: "repo:stage", memory: 3 } }]);
  });

  it("refuses two environments for one entry", async () => {
    const reading = await readText(`
deployments:
  etl:
    - environment: prod
      recipe: in_environment
      variables: { environment: stage }
`);
    expect(reading.diagnostics).toMatchObject([
      { code: "conflicting-environments", location: { line: 4, column: 7 } },
    ]);
  });

  it("leaves mistakes of another environment alone when one is asked for", async () => {
    const text = 'deployments:\n  etl: [{ environment: prod, name: "${PROD_NAME}" }, { name: a }]\n';
    expect(lines(await readText(text, { environment: "dev" }))).toEqual([]);
    expect(lines(await readText(text))).toHaveLength(1);
  });

  it("warns when a chosen environment is not among those of the file", async () => {
    const reading = await readText(layered, { environment: "prd" });
    expect(reading.diagnostics).toMatchObject([
      { severity: "warning", code: "unknown-environment", hint: "did you mean prod?" },
    ]);
    expect((await readText(layered)).diagnostics).toEqual([]);
  });

  it.each([
    ["an entry", "deployments:\n  etl: [{ environment: stage, name: a }]\n"],
    ["a component", "components:\n  - variable: { name: a, value: 1 }\n    environments: [stage]\n"],
  ])("takes an environment that %s names for one of the file's", async (_what, text) => {
    const codes = async (environment: string): Promise<readonly string[]> => {
      const { diagnostics } = await readText(`environments: { prod: {} }\n${text}`, { environment });
      return diagnostics.map(({ code }) => code);
    };
    expect(await codes("stage")).not.toContain("unknown-environment");
    expect(await codes("stgae")).toContain("unknown-environment");
  });

  it("refuses an environment that no mark can carry", async () => {
    const reading = await readText(layered, { environment: "my/env" });
    expect(reading.diagnostics[0]).toMatchObject({ code: "invalid-environment", severity: "error" });
  });
});

import { describe, expect, it } from "vitest";
import { createFlowReader } from "../../../src/flows/create-flow-reader.ts";
import { builtinRecipes } from "../../../src/recipes/index.ts";
import { folderWith, lines, read } from "./support.ts";

const files = {
  "meta_prefect.yaml": `deployments:
  add-two-numbers-flow:
    - recipe: local_run_deployer
      variables:
        name: local-run
        schedule:
          rrule: "FREQ=DAILY;BYDAY=MO,WE,FR,SA"
          timezone: "US/Pacific"
`,
  "flows/add.py": `from prefect import flow

@flow
def add_two_numbers_flow(x: int, y: int):
    """Adds two numbers."""
    return x + y
`,
  "flows/etl.py": `from prefect import flow

@flow(name="Nightly ETL")
def etl(day: str = "today"):
    pass
`,
};

const ports = { flows: (root: string) => createFlowReader({ root }), recipes: builtinRecipes };

describe("a project with the built-in recipes and the real flow reader", () => {
  it("reads the YAML of the original as it stands [C06, C07, C08]", async () => {
    const { project, diagnostics } = await read(await folderWith(files), {}, ports);
    expect(diagnostics).toEqual([]);
    expect(project.entries).toMatchObject([
      {
        flow: {
          name: "add-two-numbers-flow",
          entrypoint: "flows/add.py:add_two_numbers_flow",
          description: "Adds two numbers.",
        },
        environment: "dev",
      },
    ]);
    const layers = project.entries[0]?.deployable.layers ?? [];
    expect(layers.length).toBeGreaterThan(3);
    expect(new Set(layers.map(({ origin }) => origin?.location.line))).toEqual(new Set([3]));
    expect(layers[0]?.origin?.locate("variables.schedule.timezone")).toMatchObject({ line: 8, column: 21 });
  });

  it("tells flows and variables that are not there, with candidates [N10, E21]", async () => {
    const text = `flows: "flows/*.py"
deployments:
  add_two_numbers_flow: [{ recipe: local_run_deployer, variables: { nam: x } }]
  Nightly ETLs: [{ name: a }]
  flows/etl.py:etl: [{ name: b }]
  flows/etl.py:elt: [{ name: c }]
`;
    const reading = await read(await folderWith({ ...files, "meta_prefect.yaml": text }), {}, ports);
    expect(lines(reading).slice(0, 3)).toEqual([
      "3:67 missing-variable name: missing, expected string",
      '3:69 unknown-variable recipe local_run_deployer has no variable "nam" (did you mean name?)',
      '4:3 unknown-flow no flow has the name "Nightly ETLs" (did you mean Nightly ETL?)',
    ]);
    expect(reading.diagnostics).toHaveLength(4);
    expect(reading.diagnostics[3]).toMatchObject({ severity: "error" });
    expect(reading.project.entries.map(({ flow }) => flow.name)).toEqual(["Nightly ETL"]);
  });
});

import { describe, expect, it } from "vitest";
import { built, folderWith, lines, read } from "./support.ts";

const main = `name: acme
include: deployments/*.yaml
defaults: { variables: { eks: { memory: 8 } } }
deployments:
  etl:
    - name: own
      recipes: [{ eks: { cpu: 1 } }]
`;

describe("split files", () => {
  it("reads the deployments of all files that a glob names, with the defaults of the project's file [N21]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": main,
      "deployments/b.yaml":
        "deployments:\n  add-two-numbers-flow:\n    - { recipe: eks, variables: { cpu: 3 } }\n",
      "deployments/a.yaml":
        'deployments:\n  train:\n    - { name: "x-${env}", recipes: [{ eks: { cpu: 2 } }] }\n',
      "other/c.yaml": "deployments: 7\n",
    });
    const reading = await read(root, { environment: "prod" });
    expect(reading.diagnostics).toEqual([]);
    expect(
      reading.project.entries.map((entry) => [
        entry.flow.name,
        entry.name.value,
        built(entry).parameters,
        entry.origin?.location.file,
      ]),
    ).toEqual([
      ["etl", "own", { eks: { cpu: 1, memory: 8 } }, "meta_prefect.yaml"],
      ["train", "x-prod", { eks: { cpu: 2, memory: 8 } }, "deployments/a.yaml"],
      ["add-two-numbers-flow", "add-two-numbers-flow", { eks: { cpu: 3, memory: 8 } }, "deployments/b.yaml"],
    ]);
  });

  it("points at a mistake in the file that has it, and at both places of a flow that two files declare [N10, N21]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": main,
      "deployments/a.yaml":
        'defaults: {}\ndeployments:\n  etl:\n    - { name: again }\n  train:\n    - { recipe: eks, variables: { cpu: 1, image: "${X}" } }\n    - { recipe: esk }\n',
    });
    const { diagnostics } = await read(root, {});
    expect(
      diagnostics.map(
        ({ code, location, message }) =>
          `${location?.file ?? ""}:${String(location?.line)}:${String(location?.column)} ${code} ${message}`,
      ),
    ).toEqual([
      'deployments/a.yaml:1:1 unknown-key no key is called "defaults" here',
      'deployments/a.yaml:3:3 declared-twice the flow "etl" is declared in two files',
      "deployments/a.yaml:6:51 missing-environment-variable the environment variable X is not set",
      'deployments/a.yaml:7:17 unknown-recipe no recipe has the name "esk"',
    ]);
    expect(diagnostics[1]?.hint).toContain("meta_prefect.yaml:5");
  });

  it("refuses a glob that names no file [N21]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": "name: acme\ninclude:\n  - none/*.yaml\ndeployments: { etl: [{ name: a }] }\n",
    });
    expect(lines(await read(root))).toEqual([
      expect.stringContaining('3:5 no-included-file no file matches "none/*.yaml"'),
    ]);
  });

  it("takes all deployments from included files when the project's file has none [N21]", async () => {
    const root = await folderWith({
      "meta_prefect.yaml": "name: acme\ninclude: [a.yaml, a.yaml]\n",
      "a.yaml": "deployments: { etl: [{ name: a }, { nam: b }] }\n",
    });
    const reading = await read(root, {});
    expect(reading.project.entries.map(({ name }) => name.value)).toEqual(["a"]);
    expect(reading.diagnostics.map(({ location }) => location)).toMatchObject([
      { file: "a.yaml", line: 1, column: 37 },
      { file: "a.yaml", line: 1, column: 35 },
    ]);
  });
});

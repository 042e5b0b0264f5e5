import { describe, expect, it } from "vitest";
import { z } from "zod";
import { componentForm } from "../../../src/components/component-form.ts";
import { external } from "../../../src/components/declare.ts";
import { MetaPrefectError } from "../../../src/errors/meta-prefect-error.ts";
import type { Component } from "../../../src/interfaces/component.ts";
import type { ProjectReading } from "../../../src/interfaces/project.ts";
import { folderWith, lines, read } from "./support.ts";

const queue = componentForm({
  key: "work_queue",
  summary: "A test queue.",
  fields: z.strictObject({
    pool: z.string(),
    name: z.string(),
    priority: z.number().int().min(1).optional(),
  }),
  toComponent: ({ pool, name, ...spec }): Component => {
    if (name === "refused") throw new MetaPrefectError("invalid-name", "no queue is called refused");
    return { kind: "work-queue", name: `${pool}/${name}`, spec, requires: [external("work-pool", pool)] };
  },
});
const variable = componentForm({
  key: "variable",
  summary: "A test variable.",
  fields: z.strictObject({ name: z.string(), value: z.json() }),
  toComponent: ({ name, ...spec }, { project, environment }): Component => ({
    kind: "variable",
    name,
    spec: { ...spec, owner: `${project}/${environment}` },
    requires: [],
  }),
});
const forms = [queue, variable];

async function readText(
  text: string,
  options: { readonly environment?: string; readonly env?: Record<string, string> } = {},
): Promise<ProjectReading> {
  const folder = await folderWith({ "meta_prefect.yaml": `name: acme\n${text}` });
  return read(folder, options, { forms });
}
const named = ({ project }: ProjectReading): string[] =>
  project.components.map(
    ({ component, environment }) => `${environment} ${component.kind} ${component.name}`,
  );

describe("components of the project file", () => {
  it("become components of the run's environment, with references resolved", async () => {
    const reading = await readText(
      [
        "components:",
        '  - variable: { name: "region_${env}", value: { primary: "${ZONE:-eu}" } }',
        "  - work_queue: { pool: batch, name: urgent, priority: 1 }",
        "",
      ].join("\n"),
    );
    expect(lines(reading)).toEqual([]);
    expect(named(reading)).toEqual(["dev variable region_dev", "dev work-queue batch/urgent"]);
    const [first, second] = reading.project.components;
    expect(first?.component.spec).toEqual({ value: { primary: "eu" }, owner: "acme/dev" });
    expect(Object.isFrozen(first?.component.spec)).toBe(true);
    expect(first?.origin?.location).toMatchObject({ line: 3, column: 5 });
    expect(first?.origin?.locate("value.primary")).toMatchObject({ line: 3, column: 58 });
    expect(second?.component.requires).toMatchObject([{ kind: "work-pool", name: "batch", external: true }]);
  });

  it("belong to the environments that they list, of which --env takes one", async () => {
    const text = [
      "components:",
      '  - variable: { name: "a_${env}", value: 1 }',
      "    environments: [prod, staging]",
      "  - variable: { name: b, value: 1 }",
      "",
    ].join("\n");
    expect(named(await readText(text))).toEqual([
      "prod variable a_prod",
      "staging variable a_staging",
      "dev variable b",
    ]);
    expect(named(await readText(text, { environment: "staging" }))).toEqual([
      "staging variable a_staging",
      "staging variable b",
    ]);
  });

  it("are a project without any deployment", async () => {
    expect(lines(await readText("components: [variable: { name: a, value: 1 }]\n"))).toEqual([]);
  });

  it.each<[string, string, string]>([
    [
      "a kind that nobody knows",
      "- variabel: { name: a }",
      '3:5 unknown-component no kind of component is called "variabel" (did you mean variable?)',
    ],
    [
      "a field that the kind has not",
      "- variable: { nam: a, value: 1, name: b }",
      '3:17 unknown-key a variable has no field "nam" (did you mean name?)',
    ],
    [
      "a field of a wrong type",
      "- work_queue: { pool: a, name: b, priority: high }",
      '3:47 invalid-value priority: "high" is not valid: expected number',
    ],
    [
      "a field that is missing",
      "- work_queue: { name: b }",
      "3:17 invalid-value pool: missing, expected string",
    ],
    ["a kind without fields", "- variable:", "3:5 invalid-value name: missing, expected string"],
    [
      "two kinds in one item",
      "- { variable: { name: a, value: 1 }, work_queue: {} }",
      "3:40 invalid-component a component has one kind, this one has variable and work_queue (write `- variable: { name: … }`; begin every component with a hyphen of its own)",
    ],
    [
      "no kind",
      "- environments: [prod]",
      "3:5 invalid-component a component is a mapping with its kind as the key (write `- variable: { name: … }`; begin every component with a hyphen of its own)",
    ],
    [
      "an environment that cannot be a mark",
      "- { variable: { name: a, value: 1 }, environments: [a/b] }",
      '3:55 invalid-value 0: "a/b" is not valid: expected letters, digits, dots, hyphens and underscores, at most 63',
    ],
    [
      "a reference to nothing",
      '- variable: { name: a, value: "${NOT_SET}" }',
      "3:34 missing-environment-variable the environment variable NOT_SET is not set (set it, or write ${NOT_SET:-default})",
    ],
    [
      "what the kind itself refuses",
      "- work_queue: { pool: a, name: refused }",
      "3:5 invalid-name no queue is called refused",
    ],
  ])("with %s are refused where it stands [N10]", async (_what, item, expected) => {
    const reading = await readText(`components:\n  ${item}\n  - variable: { name: fine, value: 1 }\n`);
    expect(lines(reading)[0]).toBe(expected);
    expect(named(reading)).toEqual(["dev variable fine"]);
  });

  it("that are no list are refused", async () => {
    expect(lines(await readText("components: { variable: { name: a } }\n"))[0]).toBe(
      "2:13 invalid-value components is not a list (begin each component with a hyphen: `- variable: { name: region, value: eu }`)",
    );
  });

  it("with one mistake in several environments are told once", async () => {
    const text = "components:\n  - variable: { name: 1, value: 1 }\n    environments: [a, b]\n";
    expect(lines(await readText(text))).toHaveLength(1);
  });
});

describe("components that a module exports", () => {
  it("count one by one and in lists", async () => {
    const folder = await folderWith({
      "meta_prefect.yaml": "modules: [things.ts]\n",
      "things.ts": [
        'const one = (name: string) => ({ kind: "variable", name, spec: { value: 1 }, requires: [] });',
        'export const region = one("region");',
        'export const others = [one("a"), one("b")];',
        "export const nothing = 1;",
        "",
      ].join("\n"),
    });
    const reading = await read(folder, { environment: "prod" }, { forms });
    expect(lines(reading)).toEqual([]);
    expect(named(reading)).toEqual(["prod variable region", "prod variable a", "prod variable b"]);
    expect(reading.project.components[1]?.origin?.location).toMatchObject({ file: "things.ts", line: 3 });
  });
});

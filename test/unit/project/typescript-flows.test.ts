import { describe, expect, it } from "vitest";
import { preview } from "../../../src/kit.ts";
import { docker, jobVariables, process as inProcess, workPool } from "../../../src/recipes/index.ts";
import { splitCommand } from "../../../src/util/split-command.ts";
import { folderWith, lines, read } from "./support.ts";

const etl = `
import { flow } from "meta-prefect/runtime";
import { z } from "meta-prefect/kit";
import { rows } from "./rows.ts";
export const etl = flow(
  { name: "etl", description: "Loads.", parameters: z.object({ day: z.string() }) },
  ({ day }) => day + rows,
);
`;
const recipe = `(flow) => Object.assign((...input) => flow(...input), {
  flow, layers: [{ builder: { name: "x", requires: [], updateDeployment: (d) => d } }],
})`;

describe("flows in TypeScript", () => {
  it("are found by the module that exports them, with their facts, and stay callable when they are wrapped [P13]", async () => {
    const root = await folderWith({
      "flows/etl.ts": etl,
      "flows/rows.ts": "export const rows = 3;\n",
      "d.ts": `import { etl } from "./flows/etl.ts";\nconst wrap = ${recipe};\nexport const nightly = wrap(etl);\n`,
    });
    const reading = await read(root, { modules: ["d.ts"] });
    expect(lines(reading)).toEqual([]);
    const [entry] = reading.project.entries;
    expect(entry?.name).toEqual({ value: "nightly", from: "export" });
    expect(entry?.flow).toMatchObject({
      language: "typescript",
      entrypoint: "flows/etl.ts:etl",
      name: "etl",
      description: "Loads.",
      parameterSchema: { properties: { day: { type: "string", position: 0 } }, required: ["day"] },
      location: { file: "flows/etl.ts" },
      reasons: [],
    });
    expect(entry?.deployable).toBeTypeOf("function");
  });

  it("have another digest when what they import has changed", async () => {
    const digest = async (rows: string): Promise<string | undefined> => {
      const files = { "etl.ts": etl, "rows.ts": rows, "other.ts": "export const x = 1;\n" };
      const yaml = `deployments:\n  etl.ts:etl:\n    - recipe: eks\n      variables: { cpu: 1 }\n`;
      const root = await folderWith({ ...files, "meta_prefect.yaml": yaml });
      const reading = await read(root);
      return reading.project.entries[0]?.flow.digest;
    };
    const [one, same, other] = [
      await digest("export const rows = 1;\n"),
      await digest("export const rows = 1;\n"),
      await digest("export const rows = 2;\n"),
    ];
    expect(one).toMatch(/^[0-9a-f]{64}$/);
    expect([one === same, one === other]).toEqual([true, false]);
  });

  it("may be exported wrapped only, where they are declared", async () => {
    const root = await folderWith({
      "d.ts": `import { flow } from "meta-prefect/runtime";
const wrap = ${recipe};
export const nightly = wrap(flow({ name: "inline" }, () => 1));
`,
    });
    const reading = await read(root, { modules: ["d.ts"] });
    expect(reading.project.entries[0]?.flow.entrypoint).toBe("d.ts:nightly");
  });

  it("are a mistake at their place when no module exports them", async () => {
    const root = await folderWith({
      "hidden.ts": `import { flow } from "meta-prefect/runtime";
const wrap = ${recipe};
const hidden = flow({ name: "hidden-flow" }, () => 1);
export const make = () => wrap(hidden);
`,
      "d.ts": `import { make } from "./hidden.ts";\nexport const nightly = make();\n`,
    });
    const { diagnostics, project } = await read(root, { modules: ["d.ts"] });
    expect(diagnostics).toMatchObject([
      {
        code: "flow-not-exported",
        message: "no module exports flow hidden-flow, so nobody could run it",
        hint: expect.stringContaining("export const hiddenFlow = flow") as string,
        location: { file: "hidden.ts" },
      },
    ]);
    expect(project.entries).toEqual([]);
  });

  it("are named in YAML by module and export, and a mistake in that says what there is", async () => {
    const yaml = (key: string): string =>
      `deployments:\n  ${key}:\n    - recipe: eks\n      variables: { cpu: 1 }\n`;
    const of = async (key: string): Promise<readonly unknown[]> => {
      const root = await folderWith({
        "meta_prefect.yaml": yaml(key),
        "etl.ts": `${etl}export const other = 1;`,
        "rows.ts": "export const rows = 1;\n",
      });
      return (await read(root)).diagnostics.map(({ code, message }) => [code, message]);
    };
    expect(await of("etl.ts:etl")).toEqual([]);
    expect(await of("none.ts:etl")).toEqual([["no-such-file", "none.ts does not exist"]]);
    expect(await of("etl.ts:elt")).toEqual([["no-such-flow", "etl.ts exports no elt"]]);
    expect(await of("etl.ts:other")).toEqual([["not-a-flow", "etl.ts:other is not a flow"]]);
  });
});

describe("recipes", () => {
  const flow = { language: "typescript", entrypoint: "etl.ts:etl" } as const;
  const facts = { root: "/srv/app", runner: "/usr/bin/node /opt/main.js" };

  it("set our runner as the command of a flow in TypeScript, and only of one [P13]", () => {
    const here = preview(inProcess({}), { flow, ...facts }).deployment;
    expect(here.jobVariables).toEqual({
      command: "/usr/bin/node /opt/main.js flow-run execute",
      working_dir: "/srv/app",
    });
    expect(here.pullSteps).toEqual([]);
    expect(preview(inProcess({}), facts).deployment.jobVariables ?? {}).toEqual({});
    const image = preview(docker({ image: "app:1" }), { flow, ...facts }).deployment.jobVariables;
    expect(image).toMatchObject({ image: "app:1", command: "meta-prefect flow-run execute" });
    expect(image).not.toHaveProperty("working_dir");
    const pool = preview(workPool({ name: "theirs" }), { flow, ...facts }).deployment.jobVariables;
    expect(pool).toEqual({ command: "meta-prefect flow-run execute" });
  });

  it("leave the command and folder that somebody chose", () => {
    const chosen = inProcess({ command: "npm run flow", working_dir: "/app" });
    const wanted = { command: "npm run flow", working_dir: "/app" };
    expect(preview(chosen, { flow, ...facts }).deployment.jobVariables).toEqual(wanted);
    const outer = jobVariables({ command: "later" })(inProcess({}));
    expect(preview(outer, { flow, ...facts }).deployment.jobVariables?.["command"]).toBe("later");
  });
});

describe("a command of a worker", () => {
  it("is split as a shell splits it, without expanding anything", () => {
    expect(splitCommand(`node  run.js --x 'a b' "c \\"d\\"" $FOO e\\ f ''`)).toEqual([
      ...["node", "run.js", "--x", "a b", 'c "d"', "$FOO", "e f", ""],
    ]);
    expect(splitCommand("  ")).toEqual([]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readDeclarations } from "../../../src/actions/declarations.ts";
import { optionsFor, projectWith } from "../actions/project.ts";
import { root } from "./code-blocks.ts";

it("shows in the README the job variables that its project for EKS gives", async () => {
  const text = readFileSync(join(root, "README.md"), "utf8");
  const blocks = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => yaml);
  const project = blocks.find((yaml) => yaml.includes("eks:")) ?? "";
  const shown = blocks.find((yaml) => yaml.startsWith("job_variables:")) ?? "";
  const flow = "from prefect import flow\n\n\n@flow\ndef train(): ...\n";
  const directory = await projectWith({ "meta_prefect.yaml": project, "flow.py": flow });
  const { build, diagnostics } = await readDeclarations(optionsFor(directory));
  expect(diagnostics).toEqual([]);
  const deployment = build.components.find(({ component: { kind } }) => kind === "deployment");
  const { fields } = z
    .object({ fields: z.record(z.string(), z.unknown()) })
    .parse(deployment?.component.spec);
  expect(parse(shown)).toEqual({ job_variables: fields["job_variables"] });
});

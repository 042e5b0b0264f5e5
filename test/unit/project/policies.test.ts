import { afterEach, describe, expect, it } from "vitest";
import { validate } from "../../../src/actions/validate.ts";
import type { ValidateResult } from "../../../src/interfaces/results.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

const folders: ProjectFolder[] = [];
afterEach(() => Promise.all(folders.splice(0).map((folder) => folder.remove())));

const guards = `
import { defineGuard, z } from "${new URL("../../../src/kit.ts", import.meta.url).href}";
export const owned = defineGuard({
  name: "owned",
  summary: "Wants owners.",
  variables: z.strictObject({ in: z.string().default("prod") }),
  check: ({ in: environment }) => (deployments, { fail }) => {
    for (const one of deployments) {
      if (one.environment !== environment || (one.deployment.tags ?? []).some((tag) => tag.startsWith("owner="))) continue;
      fail(one, "no tag says who owns it", { at: "tags", hint: "add owner=data" });
    }
  },
});
export const few = defineGuard({
  name: "few",
  summary: "Wants few deployments.",
  variables: z.strictObject({ limit: z.number() }),
  check: ({ limit }) => (deployments, { warn }) => {
    const [first] = deployments;
    if (first !== undefined && deployments.length > limit) warn(first, \`\${deployments.length} are more than \${limit}\`);
  },
});
export const broken = defineGuard({
  name: "broken",
  summary: "Throws.",
  variables: z.strictObject({}),
  check: () => () => { throw new TypeError("oh"); },
});
`;

async function validated(policies: string): Promise<ValidateResult["diagnostics"]> {
  const folder = await makeProject({
    "flow.py": "from prefect import flow\n\n@flow\ndef etl():\n    pass\n",
    "guards.ts": guards,
    "meta_prefect.yaml": [
      "name: acme",
      "recipes: [./guards.ts]",
      `policies: ${policies}`,
      "deployments:",
      "  etl:",
      "    - { name: a, environment: prod, recipes: [tags: { tags: [x] }] }",
      "    - { name: b, environment: prod, recipes: [tags: { tags: [owner=data] }] }",
      "    - { name: c }",
    ].join("\n"),
  });
  folders.push(folder);
  const { path } = folder;
  const options = { directory: path, env: { HOME: path }, interactive: false, selectors: [], modules: [] };
  return (await validate(options)).diagnostics;
}

describe("a policy of the project", () => {
  it("sees all deployments of a run, and points at the layer that set the field", async () => {
    expect(await validated("[owned, few: { limit: 2 }]")).toMatchObject([
      {
        severity: "error",
        code: "policy-broken",
        message: "etl/a: no tag says who owns it (policy owned)",
        hint: "add owner=data",
        location: { file: "meta_prefect.yaml", line: 6 },
      },
      { severity: "warning", code: "policy-broken", message: "etl/a: 3 are more than 2 (policy few)" },
    ]);
  });

  it("takes variables as a recipe does", async () => {
    expect(await validated("[owned: { in: dev }]")).toMatchObject([
      { code: "policy-broken", message: "etl/c: no tag says who owns it (policy owned)" },
    ]);
    expect(await validated("[few: { limit: many }]")).toMatchObject([
      { code: "invalid-variable", location: { line: 3 } },
    ]);
    expect(await validated("[owner]")).toMatchObject([{ code: "unknown-recipe" }]);
  });

  it("is refused where it checks nothing, and reported where it throws", async () => {
    expect(await validated("[versioneer]")).toMatchObject([{ code: "no-guard", location: { line: 3 } }]);
    expect(await validated("[broken]")).toMatchObject([
      { code: "builder-failed", message: "policy broken threw: oh" },
    ]);
    expect(await validated("owned")).toMatchObject([{ severity: "error", location: { line: 3 } }]);
  });
});

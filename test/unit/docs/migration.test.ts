import { readFileSync } from "node:fs";
import { rename } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { stringify } from "yaml";
import { importPrefectFile } from "../../../src/actions/import-prefect-yaml.ts";
import { render } from "../../../src/actions/render.ts";
import { prefectYaml } from "../../../src/cli/render/prefect-yaml.ts";
import type { RenderResult } from "../../../src/index.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";
import { root } from "./code-blocks.ts";

let folder: ProjectFolder | undefined;
afterAll(() => folder?.remove());

/** The YAML block of a page that has these words in it. */
function block(page: string, words: string): string {
  const text = readFileSync(join(root, page), "utf8");
  const blocks = [...text.matchAll(/\n```yaml\n([\s\S]*?)```/g)].map(([, yaml = ""]) => yaml);
  const found = blocks.find((yaml) => yaml.includes(words));
  if (found === undefined) throw new TypeError(`${page} shows nothing with ${words}`);
  return found;
}

it("a deployments file becomes a project file that declares the same, in the way that docs/migration.md shows", async () => {
  const file = "prefect-deployments-dev.yaml";
  folder = await makeProject({
    "meta_prefect.yaml": block("docs/migration.md", "ib_blocks:"),
    [file]: block("docs/images.md", "ib-block: ecs-task/dev"),
    "examples/hello_world.py":
      'from prefect import flow\n\n\n@flow\ndef hello(number: int, name: str):\n    """Says hello."""\n',
  });
  const { path: directory } = folder;
  const options = { directory, env: { HOME: directory }, interactive: false, resolve: false };
  const before = await render({ ...options, deploymentsFile: join(directory, file) });
  expect(before.diagnostics).toEqual([]);
  await folder.write("prefect.yaml", stringify(prefectYaml(before).document));
  const out = join(directory, "meta_prefect.new.yaml");
  const { proof } = await importPrefectFile({ ...options, file: "prefect.yaml", out });
  expect(proof).toMatchObject({ equal: 1, compared: 1, differences: [] });
  await rename(out, join(directory, "meta_prefect.yaml"));
  const after = await render(options);
  expect(after.diagnostics).toEqual([]);
  expect(bodies(after)).toEqual(bodies(before));
  expect(bodies(after)).toEqual([expect.objectContaining({ name: "Flow1", work_pool_name: "ecs-dev" })]);
});

/** What would be sent, and the schedules as they are when they are made. */
const bodies = ({ deployments }: RenderResult): readonly unknown[] => deployments.map(({ body }) => body);

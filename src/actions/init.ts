import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { WrittenFiles } from "../interfaces/author-actions.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import { defaultProjectName } from "../project/project-name.ts";
import { projectFlowReader } from "./project-flow-reader.ts";
import { projectSchema } from "./project-schema.ts";
import { schemaFile } from "./schema-file.ts";

/**
 * Writes a first `meta_prefect.yaml` with the flows that are found, and the JSON Schema by which an editor completes it.
 *
 * @throws MetaPrefectError `file-exists` rather than overwriting a file
 */
export async function initProject(options: CallerOptions): Promise<WrittenFiles> {
  const { directory: root, env } = options;
  const file = join(root, "meta_prefect.yaml");
  if (existsSync(file)) {
    throw new MetaPrefectError("file-exists", `${file} exists already`, {
      hint: "`meta-prefect schema` writes the schema for an editor again",
    });
  }
  const reader = projectFlowReader({ env }, { root });
  const { flows } = await reader.discover(["**/*.py"]);
  const names = flows.map(({ name }) => name);
  // A name that two flows have is no key.
  const keys = flows.map(({ name, entrypoint }) =>
    names.filter((other) => other === name).length > 1 ? entrypoint : name,
  );
  const name = await defaultProjectName(root, () => undefined);
  const { stringify } = await import("yaml");
  const entry = [{ recipe: "local_run_deployer", variables: { name: "local-run" } }];
  const deployments = Object.fromEntries(keys.map((key) => [key, entry]));
  const body = stringify({ name, ...(keys.length > 0 && { deployments }) }, { aliasDuplicateObjects: false });
  const hint =
    keys.length > 0 ? "" : stringify({ deployments: { "my-flow": entry } }).replaceAll(/^(?=.)/gm, "# ");
  await writeFile(file, `# yaml-language-server: $schema=./${schemaFile}\n${body}${hint}`, { flag: "wx" });
  const { schema } = await projectSchema(options);
  await writeFile(join(root, schemaFile), `${JSON.stringify(schema, null, 2)}\n`);
  const found =
    keys.length === 1
      ? "1 flow was found"
      : `${keys.length === 0 ? "no" : String(keys.length)} flows were found`;
  return {
    root,
    files: ["meta_prefect.yaml", schemaFile],
    notes: [
      existsSync(join(root, "prefect.yaml"))
        ? `${found}; there is a prefect.yaml too: move meta_prefect.yaml away, and \`meta-prefect import\` takes it over`
        : found,
      keys.length > 0
        ? "Next: `meta-prefect plan` says what a deploy would do."
        : "Next: write a flow, and name it below `deployments`.",
    ],
  };
}

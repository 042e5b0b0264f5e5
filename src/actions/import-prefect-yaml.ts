import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { ImportPrefectFileOptions, ImportResult } from "../interfaces/life-cycle.ts";
import { defaultProjectName } from "../project/project-name.ts";
import { connect } from "./connect.ts";
import { importedDeployments, type ImportedDeployment } from "./prefect-yaml/imported-deployments.ts";
import { knownDifferences } from "./prefect-yaml/known-differences.ts";
import { projectText } from "./prefect-yaml/project-text.ts";
import { readPrefectFile, type PrefectFile } from "./prefect-yaml/prefect-file.ts";
import { prove, type Proof } from "./prefect-yaml/prove.ts";
import { variablesIn } from "./prefect-yaml/templates.ts";

/**
 * Writes a project file that declares what a `prefect.yaml` does, beside it, and proves it: what the new file makes is
 * compared, field by field, with what `prefect deploy` would write. A server is asked only for variables in Prefect that
 * the file's templates name; no step is run.
 *
 * @throws MetaPrefectError `no-prefect-yaml`, `invalid-prefect-yaml` where Prefect refuses the file too, and
 * `file-exists` rather than overwriting a file
 */
export async function importPrefectFile(options: ImportPrefectFileOptions): Promise<ImportResult> {
  const source = resolve(options.directory, options.file);
  const folder = dirname(source);
  const target = options.out ?? join(folder, "meta_prefect.yaml");
  if (existsSync(target)) {
    throw new MetaPrefectError("file-exists", `${target} exists already`, {
      hint: "write to another file with --out, or move it away",
    });
  }
  const { file, notes } = await readSource(source);
  const variables = await lookedUp(file, options);
  const outputs = new Set<string>();
  const found = importedDeployments(file, {
    env: options.env,
    variables,
    place: { folder, defaultPool: defaultPool(options.env) },
    onOutput: (name) => void outputs.add(name),
  });
  const name = await defaultProjectName(folder, () => undefined);
  const heading = { name: file.name ?? name, source: basename(source) };
  const draftOptions = { ...options, directory: folder };
  let text = await projectText(heading, found.deployments);
  let proof = await prove(found.deployments, { file: target, text }, draftOptions);
  const patched = withExtra(found.deployments, proof);
  if (patched !== found.deployments) {
    text = await projectText(heading, patched);
    proof = await prove(patched, { file: target, text }, draftOptions);
  }
  await writeFile(target, text, { flag: "wx" });
  const unequal = new Set(proof.differences.map(({ place }) => place)).size;
  const deployments = patched.map(({ now }) => now);
  return {
    target: { root: folder, project: name, environments: [], api: null },
    file: target,
    deployments: patched.length,
    components: 0,
    notes: [...notes, ...found.notes, ...errorsOf(proof, relative(options.directory, target))],
    proof: {
      compared: proof.compared,
      equal: proof.compared - unequal,
      differences: proof.differences.map(({ deployment, field, prefect, ours }) => ({
        deployment,
        field,
        prefect,
        ours,
      })),
      known: knownDifferences({ file, deployments, outputs, variables }),
    },
  };
}

async function readSource(
  path: string,
): Promise<{ readonly file: PrefectFile; readonly notes: readonly string[] }> {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) {
    throw new MetaPrefectError("no-prefect-yaml", `there is no file ${path}`, {
      hint: "give the path of a prefect.yaml, or --from-server for what Prefect has",
    });
  }
  const { value, notes, diagnostics } = readPrefectFile(text, basename(path));
  if (value === undefined) {
    throw new MetaPrefectError("invalid-prefect-yaml", `${basename(path)} is not a file that Prefect takes`, {
      hint: "`prefect deploy` skips the whole file because of this; mend it there first",
      diagnostics,
    });
  }
  return { file: value, notes };
}

/** The values of the variables in Prefect that templates name; no server is asked when there are none. */
async function lookedUp(
  file: PrefectFile,
  options: ImportPrefectFileOptions,
): Promise<ReadonlyMap<string, Json>> {
  const deployments = file.deployments.map(({ pull: _pull, ...rest }) => rest);
  const names = variablesIn(JSON.parse(JSON.stringify(deployments)) as Json);
  if (names.length === 0) return new Map();
  const { api } = await connect(options, options.directory, { mayStart: false });
  const all = await api.inventory.variables();
  return new Map(all.filter(({ name }) => names.includes(name)).map(({ name, value }) => [name, value]));
}

function defaultPool(env: ImportPrefectFileOptions["env"]): string | undefined {
  const pool = env["PREFECT_DEPLOYMENTS_DEFAULT_WORK_POOL_NAME"] ?? env["PREFECT_DEFAULT_WORK_POOL_NAME"];
  return pool === "" ? undefined : pool;
}

/** What recipes do not make exactly so is said with the field itself. */
function withExtra(
  deployments: readonly ImportedDeployment[],
  { differences }: Proof,
): readonly ImportedDeployment[] {
  const fixable = differences.filter(({ field }) => field !== "schedules" && !field.startsWith("triggers."));
  if (fixable.length === 0) return deployments;
  return deployments.map((deployment, index) => {
    const own = fixable.filter(({ place }) => place === index);
    if (own.length === 0) return deployment;
    const extra = Object.fromEntries(own.map(({ field, prefect }) => [field, prefect]));
    return { ...deployment, extra: { ...deployment.extra, ...extra } };
  });
}

/** What the new file's own check has against it. */
function errorsOf({ diagnostics }: Proof, file: string): readonly string[] {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message, location }) => {
      const place = location === undefined ? file : `${location.file}:${String(location.line)}`;
      return `not proven, mend this first: ${place}: ${message}`;
    });
}

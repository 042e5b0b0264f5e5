import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { PrefectApi } from "../interfaces/prefect-api.ts";
import type { ImportOptions, ImportResult } from "../interfaces/life-cycle.ts";
import { defaultProjectName } from "../project/project-name.ts";
import { selectorMatcher } from "../resolver/select.ts";
import { ownerInLabels } from "../util/ownership.ts";
import { connect } from "./connect.ts";
import { importedComponents } from "./imported-components.ts";
import { importedEntry } from "./imported-entry.ts";
import { literal } from "./imported-text.ts";

/**
 * Writes a project file that declares what Prefect has and nobody owns. A plan of it with `adopt` has nothing but
 * adoptions, and after that deploy a plan is empty. Secrets are not asked for: blocks are named as things that exist.
 *
 * @throws MetaPrefectError `file-exists` rather than overwriting a file
 */
export async function importAll(options: ImportOptions): Promise<ImportResult> {
  const file = options.out ?? join(options.directory, "meta_prefect.yaml");
  if (existsSync(file)) {
    throw new MetaPrefectError("file-exists", `${file} exists already`, {
      hint: "write to another file with --out, or move it away",
    });
  }
  const connection = await connect(options, options.directory, { mayStart: false });
  const { api } = connection;
  await api.version();
  const { selectors = [] } = options;
  const matchers = selectors.map(selectorMatcher);
  const { deployments, skipped } = await unownedDeployments(api, (name) =>
    matchers.length === 0 ? true : matchers.some((matches) => matches(name)),
  );
  const byFlow = new Map<string, unknown[]>();
  for (const { flow, deployment } of deployments) {
    byFlow.set(flow, [...(byFlow.get(flow) ?? []), importedEntry(deployment)]);
  }
  const whole = selectors.length === 0;
  const parts = whole ? await importedComponents(api) : { components: [], notes: [] };
  const name = await defaultProjectName(options.directory, () => undefined);
  const content = literal({
    name,
    deployments: Object.fromEntries(byFlow),
    ...(parts.components.length > 0 && { components: parts.components }),
  });
  const { stringify } = await import("yaml");
  const text = `${head(api.url)}${stringify(content, { aliasDuplicateObjects: false, lineWidth: 110 })}`;
  await writeFile(file, text, { flag: "wx" });
  return {
    target: { root: options.directory, project: name, environments: [], api: api.url },
    file,
    deployments: deployments.length,
    components: parts.components.length,
    notes: [...ownedNotes(skipped), ...parts.notes],
  };
}

function head(url: string): string {
  return [
    `# What ${url} had and nobody owned. \`meta-prefect deploy --adopt\` takes it over as it is.`,
    "# `inspect: none` says that the flow's code is elsewhere. Where it is in this project, take that line away, and of",
    "# `extra` what the source says: entrypoint, description, parameter_openapi_schema.",
    "",
    "",
  ].join("\n");
}

interface Found {
  readonly flow: string;
  readonly deployment: Awaited<ReturnType<PrefectApi["inventory"]["deployments"]>>[number];
}

async function unownedDeployments(
  { inventory }: PrefectApi,
  isMeant: (name: string) => boolean,
): Promise<{ readonly deployments: readonly Found[]; readonly skipped: number }> {
  const [flows, all] = await Promise.all([inventory.flows(), inventory.deployments()]);
  const names = new Map(flows.map((flow) => [flow.id, flow.name]));
  const found = all
    .map((deployment) => ({ flow: names.get(deployment.flow_id) ?? "", deployment }))
    .filter(({ flow, deployment }) => flow !== "" && isMeant(`${flow}/${deployment.name}`))
    .sort((a, b) => (`${a.flow}/${a.deployment.name}` < `${b.flow}/${b.deployment.name}` ? -1 : 1));
  const deployments = found.filter(({ deployment }) => ownerInLabels(deployment.labels) === undefined);
  return { deployments, skipped: found.length - deployments.length };
}

function ownedNotes(skipped: number): readonly string[] {
  return skipped === 0
    ? []
    : [`${String(skipped)} deployments belong to a project already and were left out`];
}

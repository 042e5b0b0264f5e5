import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";

/** A folder of flows with the same deployments in `prefect.yaml` and in `meta_prefect.yaml`. */
export interface BenchProject {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly flows: readonly string[];
  /** How many. */
  readonly deployments: number;
}

/** The work pool of every deployment; it exists before. */
export const poolName = "bench-pool";

const perFile = 10;

/**
 * Writes `count` deployments of `count / 10` flow files, each with parameters, tags and a weekly cron schedule of its
 * own.
 *
 * @param name part of every flow's name, so that two projects share nothing on the server
 * @param rows a parameter of the first deployment: another value is a change of one
 */
export async function makeProject(
  parent: string,
  name: string,
  count: number,
  rows = 100,
): Promise<BenchProject> {
  const folder = join(parent, name);
  await mkdir(join(folder, "flows"), { recursive: true });
  const flows = Array.from({ length: Math.ceil(count / perFile) }, (_, file) => `${name}-${String(file)}`);
  const declared = Array.from({ length: count }, (_, index) => declare(flows, index, rows));
  for (const [file, flow] of flows.entries()) {
    await writeFile(join(folder, "flows", fileName(file)), source(flow));
  }
  await writeFile(join(folder, "prefect.yaml"), stringify(forPeer(folder, declared)));
  await writeFile(join(folder, "meta_prefect.yaml"), stringify(forOurs(name, flows, declared)));
  return { name, folder, flows, deployments: count };
}

interface Declared {
  readonly flow: string;
  readonly name: string;
  readonly entrypoint: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly tags: readonly string[];
  readonly cron: string;
}

function declare(flows: readonly string[], index: number, firstRows: number): Declared {
  const file = Math.floor(index / perFile);
  return {
    flow: flows[file] ?? "",
    name: `load-${String(index)}`,
    entrypoint: `flows/${fileName(file)}:load`,
    parameters: { region: `region-${String(index)}`, rows: index === 0 ? firstRows : 100 + index },
    tags: ["bench", `region=${String(index)}`],
    cron: `${String(index % 60)} ${String(index % 24)} * * ${String(index % 7)}`,
  };
}

function fileName(file: number): string {
  return `load_${String(file)}.py`;
}

function source(flow: string): string {
  return `from prefect import flow


@flow(name="${flow}", description="Loads one region.")
def load(region: str, rows: int = 10, dry_run: bool = False) -> None:
    print(region, rows, dry_run)
`;
}

function forPeer(folder: string, declared: readonly Declared[]): unknown {
  return {
    pull: [{ "prefect.deployments.steps.set_working_directory": { directory: folder } }],
    deployments: declared.map(({ name, entrypoint, parameters, tags, cron }) => ({
      name,
      entrypoint,
      parameters,
      tags,
      schedules: [{ cron, timezone: "UTC", slug: "weekly" }],
      work_pool: { name: poolName },
    })),
  };
}

function forOurs(name: string, flows: readonly string[], declared: readonly Declared[]): unknown {
  const entry = ({ name: deployment, parameters, tags, cron }: Declared) => ({
    name: deployment,
    recipes: [
      { work_pool: { name: poolName } },
      { parameters },
      { tags: { tags } },
      { schedule: { cron, timezone: "UTC" } },
    ],
  });
  const deployments = flows.map(
    (flow) => [flow, declared.filter((one) => one.flow === flow).map(entry)] as const,
  );
  return { name, flows: "flows/*.py", deployments: Object.fromEntries(deployments) };
}

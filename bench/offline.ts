import type { Bench } from "./bench.ts";
import { launch } from "./launch.ts";
import { median } from "./median.ts";
import { makeProject } from "./project.ts";

/** Medians in seconds of what needs no server. */
export interface Offline {
  /** `validate` of {@link entries} entries. */
  readonly validate: number;
  readonly help: number;
  /** `node -e 0`: what Node itself takes to start. */
  readonly node: number;
}

/** How many entries `validate` is given. */
export const entries = 1_000;

const shortRuns = 15;

/** Times `validate` and `--help`; the latter in turn with an empty Node process. */
export async function measureOffline(bench: Bench, runs: number): Promise<Offline> {
  const project = await makeProject(bench.folder, "validated", entries);
  const seconds = { validate: [] as number[], help: [] as number[], node: [] as number[] };
  const run = async (...command: readonly string[]): Promise<number> =>
    (await launch(bench, [process.execPath, ...command], { cwd: project.folder })).seconds;
  for (let count = 0; count < runs; count++) {
    seconds.validate.push(await run(bench.cli, "validate"));
  }
  for (let count = 0; count < shortRuns; count++) {
    seconds.node.push(await run("-e", "0"));
    seconds.help.push(await run(bench.cli, "--help"));
  }
  return {
    validate: median(seconds.validate),
    help: median(seconds.help),
    node: median(seconds.node),
  };
}

import { readFile, writeFile } from "node:fs/promises";
import { cpus, platform } from "node:os";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { format, resolveConfig } from "prettier";
import { z } from "zod";
import { startRecordingProxy } from "../../test/support/recording-proxy.ts";
import { createBench } from "../bench.ts";
import { startServer } from "../servers.ts";
import { withCanary } from "./canary.ts";
import { withFaults } from "./faults.ts";
import { withKills } from "./kills.ts";
import type { Finding, Lab } from "./lab.ts";
import { withMutations } from "./mutations.ts";
import { withPairs } from "./pairs.ts";
import { renderReport, rowOf, rowsOf, type Row } from "./report.ts";
import { withRestart } from "./restart.ts";
import { withTicks } from "./ticks.ts";

const count = z.string().regex(/^\d+$/, "expected a whole number").transform(Number);
const shape = z.object({
  deployments: count.default(200),
  kills: count.default(50),
  pairs: count.default(20),
  restart: count.default(30),
  mutations: count.default(1_000),
  long: count.default(0),
  only: z.string().optional(),
  write: z.boolean().default(false),
});

/** `--deployments 200 --kills 50 --pairs 20 --restart 30 --mutations 1000 --long 30 --only kills,pairs --write`. */
const text = { type: "string" } as const;
const { values } = parseArgs({
  options: {
    ...{
      deployments: text,
      kills: text,
      pairs: text,
      restart: text,
      mutations: text,
      long: text,
      only: text,
    },
    write: { type: "boolean" },
  },
});
const options = shape.parse(values);
const experiments: Readonly<Record<string, ((lab: Lab) => Promise<Finding>) | undefined>> = {
  mutations: (lab) => withMutations(lab, options.mutations),
  canary: withCanary,
  pairs: (lab) => withPairs(lab, options.pairs),
  faults: (lab) => withFaults(lab, options.deployments),
  restart: (lab) => withRestart(lab, options.restart),
  kills: (lab) => withKills(lab, options.kills),
  ...(options.long > 0 && { ticks: (lab: Lab) => withTicks(lab, options.long) }),
};

const bench = await createBench();
const rows: Row[] = [];
let passed = true;
try {
  const server = await startServer("local", bench);
  try {
    const proxy = await startRecordingProxy(server.api);
    for (const name of options.only?.split(",") ?? Object.keys(experiments)) {
      const began = Date.now();
      const finding = await experiments[name]?.({ bench, api: server.api, proxy });
      if (finding === undefined) throw new TypeError(`there is no experiment ${name}`);
      rows.push(rowOf(name, finding));
      passed &&= finding.passed;
      const seconds = Math.round((Date.now() - began) / 1_000);
      process.stderr.write(
        `${name}: ${finding.passed ? "passed" : "FAILED"} in ${String(seconds)} s: ${finding.result}\n`,
      );
    }
    await proxy.close();
  } finally {
    await server.stop();
  }
} finally {
  await bench.dispose();
}
const machine = `${String(cpus().length)} cores, ${platform()}, Node ${process.versions.node}, Prefect on SQLite`;
const page = fileURLToPath(new URL("../../docs/reliability.md", import.meta.url));
// Rows of other experiments stay; a page that is not there yet has none.
const before = options.write ? rowsOf(await readFile(page, "utf8").catch(() => "")) : [];
const report = await format(renderReport([...before, ...rows], machine), {
  ...(await resolveConfig(page)),
  filepath: page,
});
process.stdout.write(report);
if (options.write) await writeFile(page, report);
process.exitCode = passed ? 0 : 1;

import { createFlowReader } from "../src/flows/create-flow-reader.ts";

/*
 * Finds and reads every flow of a folder without a cache, some rounds, and says how long each one took: the counterpart of
 * flows-by-prefect.py, in a process of its own as that is.
 */

const [root = "", count, rounds] = process.argv.slice(2);
for (let round = 0; round < Number(rounds); round += 1) {
  const began = performance.now();
  const used = process.cpuUsage();
  const { flows } = await createFlowReader({ root }).discover(["**/*.py"]);
  const seconds = (performance.now() - began) / 1000;
  const { user, system } = process.cpuUsage(used);
  const inexact = flows.filter(({ reasons }) => reasons.length > 0).length;
  if (flows.length !== Number(count) || inexact > 0)
    throw new TypeError(`${String(flows.length)} flows read, ${String(inexact)} of them not exactly`);
  process.stdout.write(`round ${seconds.toFixed(6)} ${((user + system) / 1e6).toFixed(6)}\n`);
}

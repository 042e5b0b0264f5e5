import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { checkCase, readIndex, table, type Result } from "./compare.ts";

/** `tsx test/conformance/run.ts [DIR]`: runs every case of a folder, prints the table, and fails when one is wrong. */
const folder = process.argv[2] ?? dirname(fileURLToPath(import.meta.url));
const results: Result[] = [];
for (const [id, meta] of Object.entries(readIndex(folder))) results.push(await checkCase(folder, id, meta));
const notable = results.filter(({ verdict }) => verdict !== "equal");
for (const { id, verdict, notes } of notable)
  process.stdout.write(`${verdict} ${id}\n${notes.map((note) => `    ${note}\n`).join("")}`);
process.stdout.write(`${table(results)}\n`);
process.exitCode = results.some(({ verdict }) => verdict === "wrong") ? 1 : 0;

import { findBinaries } from "./find-binaries.ts";

// Before vitest starts, which would tell much else besides. Nothing is skipped when there is no PostgreSQL.
try {
  await findBinaries();
} catch (thrown) {
  process.stderr.write(`${thrown instanceof Error ? thrown.message : String(thrown)}\n`);
  process.exitCode = 1;
}

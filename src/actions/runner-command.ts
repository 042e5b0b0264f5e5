import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The start of a command line that runs this very copy of meta-prefect with this very Node. */
export function runnerCommand(): string {
  const manifest = createRequire(import.meta.url).resolve("meta-prefect/package.json");
  return [process.execPath, join(dirname(manifest), "dist", "cli", "main.js")].map(quoted).join(" ");
}

/** Workers split a command as a shell would. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'"'"'`)}'`;
}

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// Rewrites python/requirements.lock from python/requirements.in. Needs uv; no option names an index, so uv's own
// settings decide where packages come from and none of that gets into the file.
const folder = fileURLToPath(new URL("../python/", import.meta.url));
execFileSync(
  "uv",
  [
    ...["pip", "compile", "requirements.in", "--output-file", "requirements.lock", "--quiet"],
    ...["--universal", "--python-version", "3.10", "--generate-hashes"],
    ...["--no-header", "--no-annotate", "--no-emit-index-url"],
    ...process.argv.slice(2),
  ],
  { cwd: folder, stdio: "inherit" },
);

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// Rewrites python/requirements.lock from python/requirements.in, and the locks of the older versions that are tested.
// Needs uv; no option names an index, so uv's own settings decide where packages come from and none of that gets into
// the files.
for (const [folder, name] of [
  ["python", "requirements"],
  ["test/versions", "3.4.0"],
  ["test/versions", "3.6.0"],
] as const) {
  execFileSync(
    "uv",
    [
      ...["pip", "compile", `${name}.in`, "--output-file", `${name}.lock`, "--quiet"],
      ...["--universal", "--python-version", "3.10", "--generate-hashes"],
      ...["--no-header", "--no-annotate", "--no-emit-index-url"],
      ...process.argv.slice(2),
    ],
    { cwd: fileURLToPath(new URL(`../${folder}/`, import.meta.url)), stdio: "inherit" },
  );
}

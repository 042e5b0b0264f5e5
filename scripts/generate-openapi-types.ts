/*
 * Writes the types of Prefect's REST API, as far as the client uses it, from a running server:
 *
 *   npm run openapi -- http://127.0.0.1:4200/api
 *
 * openapi-typescript wants TypeScript 5, which this project is ahead of, so npx runs both aside.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { shapesOf } from "./openapi-shapes.ts";
import { pruneOpenApi } from "./prune-openapi.ts";

const url = process.argv[2] ?? "http://127.0.0.1:4200/api";
const rules = [
  "max-lines",
  "@typescript-eslint/consistent-indexed-object-style",
  "@typescript-eslint/no-duplicate-type-constituents",
  "@typescript-eslint/no-redundant-type-constituents",
].join(", ");
const head = `/*
 * Generated from the OpenAPI document of a Prefect server by \`npm run openapi\`; do not edit.
 */

/* eslint-disable ${rules} -- generated */
`;

const response = await fetch(`${url}/openapi.json`);
const { pruned, missing } = pruneOpenApi(await response.json());
if (missing.length > 0) process.stderr.write(`this server has no ${missing.join(", ")}\n`);
const version: unknown = await (await fetch(`${url}/admin/version`)).json();
const folder = mkdtempSync(join(tmpdir(), "meta-prefect-openapi-"));
try {
  const [input, output] = [join(folder, "openapi.json"), join(folder, "openapi.ts")];
  writeFileSync(input, JSON.stringify(pruned));
  const packages = ["-p", "typescript@5.9.3", "-p", "openapi-typescript@7.13.0"];
  execFileSync(
    "npx",
    ["-y", ...packages, "openapi-typescript", input, "-o", output, "--default-non-nullable", "false"],
    { stdio: "inherit" },
  );
  const types = readFileSync(output, "utf8").replace(/^\/\*\*[\s\S]*?\*\/\s*/, "");
  const used = types.replace(/^export type (webhooks|\$defs|operations) = .*\n/gm, "");
  writeFileSync("src/prefect/openapi.ts", `${head}${used}/* eslint-enable ${rules} -- generated */\n`);
  writeFileSync(
    "src/prefect/openapi.json",
    `${JSON.stringify({ server: version, ...shapesOf(pruned) }, null, 2)}\n`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

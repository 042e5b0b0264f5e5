import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../src/hosts/run-command.ts";
import { freshRequest } from "../../test/support/fresh-request.ts";
import { makeProject, optionsFor, type Finding, type Lab } from "./lab.ts";

const canary = "canary-4f9d0c1e77";

const commands: readonly (readonly string[])[] = [
  ["validate", "-v"],
  ["render"],
  ["plan", "-v", "--out", "plan.json"],
  ["apply", "plan.json", "-v"],
  ["deploy", "-v"],
  ["deploy", "--json"],
  ["plan", "--json", "-v"],
  ["drift", "-v"],
  ["status", "-v"],
  ["status", "--json"],
  ["render", "--format", "json", "--resolve"],
  ["destroy", "--yes", "--json"],
];

/** A secret is deployed into a block, and looked for in everything that all commands leave behind. */
export async function withCanary(lab: Lab): Promise<Finding> {
  const secret = `  - block: { type: secret, name: rel-canary, fields: { value: { $secret: { env: REL_CANARY } } } }\n`;
  const folder = await makeProject(lab, "rel-canary", 2, secret);
  const { env } = optionsFor(lab, folder, lab.proxy.url);
  lab.proxy.clear();
  let text = "";
  let deployed = false;
  const failed: string[] = [];
  for (const command of commands) {
    const input = [lab.bench.cli, ...command, "--project", folder];
    const run = await runCommand(
      process.execPath,
      input.map((word) => (word === "plan.json" ? join(folder, word) : word)),
      {
        env: { ...plainEnv(env), REL_CANARY: canary },
      },
    );
    if (run.code !== 0 && run.code !== 2) failed.push(`${command.join(" ")}: ${run.stderr.slice(0, 200)}`);
    text += run.stdout + run.stderr;
    if (command[0] === "deploy" && !deployed) {
      deployed = await arrived(lab.api);
      for (const kind of ["deployments", "variables", "automations", "flows", "work_pools"])
        text += (await freshRequest("POST", `${lab.api}/${kind}/filter`, "{}")).text;
    }
  }
  text += await allFiles(folder);
  text += await allFiles(lab.bench.env["HOME"] ?? "");
  const found = text.split(canary).length - 1;
  process.stderr.write(failed.join("\n"));
  return {
    what: `a canary secret in a block, looked for in stdout, stderr, plan file, local files, ledger and all bodies on the server, over ${String(commands.length)} commands`,
    result: `${String(found)} occurrences; the block holds it: ${deployed ? "yes" : "NO"}${failed.length > 0 ? `; ${String(failed.length)} commands failed` : ""}`,
    passed: found === 0 && deployed && failed.length === 0,
  };
}

async function arrived(api: string): Promise<boolean> {
  const body = JSON.stringify({ include_secrets: true, limit: 200 });
  return (await freshRequest("POST", `${api}/block_documents/filter`, body)).text.includes(canary);
}

async function allFiles(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = names.filter((entry) => entry.isFile() && !entry.parentPath.includes("prefect-cache"));
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), "latin1").catch(() => "")),
  );
  return texts.join("\n");
}

function plainEnv(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
}

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";

// From nothing to a finished flow run, with the command line that everybody uses. What fails says why by itself.
const root = fileURLToPath(new URL("..", import.meta.url));
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const deployment = "add-two-numbers-flow/local-run-dev";

/** Runs meta-prefect where everybody sees it, and ends with its exit code when it fails. */
function step(purpose: string, ...input: readonly string[]): void {
  process.stdout.write(`\n# ${purpose}\n$ meta-prefect ${input.join(" ")}\n`);
  const { status, signal } = spawnSync(process.execPath, [main, ...input], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

/** Its page in Prefect's UI. */
function pageOf(wanted: string): string {
  const input = [main, "status", wanted, "--env", "dev", "--json"];
  const { stdout } = spawnSync(process.execPath, input, { cwd: root, encoding: "utf8" });
  const { deployments } = z
    .object({ deployments: z.array(z.object({ url: z.string() })) })
    .parse(JSON.parse(stdout));
  return deployments[0]?.url ?? "";
}

step(
  "Deploy ./meta_prefect.yaml; start a Prefect on this machine if there is none",
  "deploy",
  "--env",
  "dev",
  "--local",
);
step("Run what is deployed", "run", deployment, "-p", "x=1", "-p", "y=2", "--watch");
step("See what Prefect has of it", "status", "--env", "dev");

process.stdout.write(`
In Prefect's UI: ${pageOf(deployment)}

Server and worker go on when this terminal closes. To stop them:
  node dist/cli/main.js worker stop
  node dist/cli/main.js server stop
`);

import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

// From nothing to a finished flow run, with the command line that everybody uses. What fails says why by itself.
const root = fileURLToPath(new URL("..", import.meta.url));
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

function step(purpose: string, ...input: readonly string[]): void {
  process.stdout.write(`\n# ${purpose}\n$ meta-prefect ${input.join(" ")}\n`);
  const { status, signal } = spawnSync(process.execPath, [main, ...input], { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? (signal === "SIGINT" ? 130 : 1));
}

const deployment = "add-two-numbers-flow/local-run-dev";
step("Deploy ./meta_prefect.yaml; a Prefect on this machine is started where none is there", "deploy", "--env", "dev", "--local");
step("Run what was deployed", "run", deployment, "-p", "x=1", "-p", "y=2", "--watch");
step("Where it all is", "status", "--env", "dev", "-v");

process.stdout.write(`
The Prefect server and the worker go on when this terminal closes. To stop them:
  node dist/cli/main.js worker stop
  node dist/cli/main.js server stop
`);

import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const source = fileURLToPath(new URL("../../../src/", import.meta.url));
const main = resolve(source, "cli/main.ts");

/** What a file loads at once: its static imports that carry values, as paths or package names. */
function imports(file: string): readonly string[] {
  const pattern = /^(?:import|export) (?!type )[^;]*? from "([^"]+)"/gm;
  return [...readFileSync(file, "utf8").matchAll(pattern)].map(([, name = ""]) =>
    name.startsWith(".") ? resolve(dirname(file), name) : name,
  );
}

function closure(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (file.startsWith("/")) for (const next of imports(file)) closure(next, seen);
  return seen;
}

let child: ChildProcess | undefined;
let server: Server | undefined;
afterEach(() => {
  child?.kill("SIGKILL");
  server?.closeAllConnections();
  server?.close();
});

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

function start(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const started = spawn(process.execPath, ["--import", "tsx", main, ...args], {
    cwd: source,
    env: { PATH: process.env["PATH"] ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  let stderr = "";
  started.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  const ended = new Promise<Ended>((done) => {
    started.on("close", (code) => {
      done({ code, stderr });
    });
  });
  return { child: started, ended };
}

/** A server that takes requests and never answers; `reached` settles with the first. */
async function silentServer(): Promise<{ readonly url: string; readonly reached: Promise<void> }> {
  const listening = createServer();
  server = listening;
  const reached = new Promise<void>((done) => {
    listening.on("request", () => {
      done();
    });
  });
  await new Promise<void>((done) => {
    listening.listen(0, "127.0.0.1", done);
  });
  const address = listening.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return { url: `http://127.0.0.1:${String(address.port)}/api`, reached };
}

describe("the program", () => {
  const names = (files: Iterable<string>): readonly string[] =>
    [...files].map((file) => (file.startsWith("/") ? relative(source, file) : file)).sort();

  it("loads next to nothing at once", () => {
    expect(names(closure(main))).toMatchInlineSnapshot(`
      [
        "actions/repeat.ts",
        "cli/main.ts",
        "cli/recalled.ts",
        "cli/repeatable.ts",
        "cli/start-up.ts",
        "hosts/folders.ts",
        "hosts/run-memory.ts",
        "hosts/stamps.ts",
        "hosts/watch-inputs.ts",
        "hosts/watch-requests.ts",
        "node:child_process",
        "node:crypto",
        "node:diagnostics_channel",
        "node:events",
        "node:fs",
        "node:module",
        "node:os",
        "node:path",
        "node:timers/promises",
        "node:tty",
        "node:url",
        "node:v8",
        "prefect/answer-digest.ts",
        "prefect/early-reads.ts",
        "prefect/exchange.ts",
        "util/exact-integer.ts",
        "util/hash.ts",
        "util/not-repeatable.ts",
      ]
    `);
  });

  it("loads for help only the table of commands and the parser", () => {
    const first = closure(main);
    const more = [...closure(resolve(source, "cli/cli.ts"))].filter((file) => !first.has(file));
    expect(names(more)).toMatchInlineSnapshot(`
      [
        "cli/answer.ts",
        "cli/author-commands.ts",
        "cli/ci-commands.ts",
        "cli/cli.ts",
        "cli/commands.ts",
        "cli/deployment-commands.ts",
        "cli/execution-commands.ts",
        "cli/help.ts",
        "cli/look-commands.ts",
        "cli/machine-commands.ts",
        "cli/manifests-command.ts",
        "cli/options.ts",
        "cli/parse.ts",
        "cli/render/escape.ts",
        "cli/selectors.ts",
        "cli/switch-commands.ts",
        "cli/usage-failures.ts",
        "errors/redact.ts",
        "node:util",
        "util/did-you-mean.ts",
      ]
    `);
  });

  it("ends quietly when nobody reads its output any more", async () => {
    const { child: running, ended } = start(["--help"]);
    running.stdout?.destroy();
    expect(await ended).toEqual({ code: 0, stderr: "" });
  });

  it("stops at Ctrl-C, at the latest at the second, with 130, and says so", async () => {
    const { url, reached } = await silentServer();
    const { child: running, ended } = start(["run", "a/b"], { PREFECT_API_URL: url });
    const said = new Promise<void>((done) => {
      running.stderr?.on("data", (text: string) => {
        if (text.includes("stopping")) done();
      });
    });
    await Promise.race([reached, ended]);
    running.kill("SIGINT");
    await Promise.race([said, ended]);
    running.kill("SIGINT");
    const { code, stderr } = await ended;
    // Progress comes before it on a machine that has much else to do.
    expect(stderr).toMatch(/^stopping; once more stops at once$/m);
    expect(code).toBe(130);
  });
});

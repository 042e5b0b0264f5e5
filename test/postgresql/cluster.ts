import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../support/server.ts";

const execute = promisify(execFile);

/** A PostgreSQL of the tests' own. */
export interface Cluster {
  /** With a password, for SQLAlchemy's asyncpg driver: a value of `PREFECT_API_DATABASE_CONNECTION_URL`. */
  readonly url: string;
  /** Shuts the server down and removes its folder. */
  readonly stop: () => Promise<void>;
}

/**
 * Makes a database cluster in a temporary folder and starts its server on a free port of the loopback interface.
 *
 * @param binaries folder of `initdb` and `postgres`
 */
export async function startCluster(binaries: string): Promise<Cluster> {
  const account = await unprivilegedAccount();
  const folder = await mkdtemp(join(tmpdir(), "meta-prefect-test-postgresql-"));
  const options = { cwd: folder, ...account };
  const [data, passwordFile] = [join(folder, "data"), join(folder, "password")];
  const [password, port] = [randomBytes(16).toString("hex"), await freePort()];
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (account !== undefined) {
    for (const path of [folder, passwordFile]) await chown(path, account.uid, account.gid);
  }
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const initialize = ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"];
  try {
    await execute(join(binaries, "initdb"), [...initialize, `--pwfile=${passwordFile}`, "-N"], options);
  } catch (cause) {
    await remove();
    throw cause;
  }
  // Nothing has to survive a crash.
  const settings = ["fsync=off", "full_page_writes=off", "synchronous_commit=off", "logging_collector=off"];
  const child = spawn(
    join(binaries, "postgres"),
    [
      "-D",
      data,
      "-k",
      folder,
      "-h",
      "127.0.0.1",
      "-p",
      String(port),
      ...settings.flatMap((one) => ["-c", one]),
    ],
    { ...options, stdio: ["ignore", "ignore", "pipe"] },
  );
  const killOnExit = (): void => {
    child.kill("SIGQUIT");
  };
  process.once("exit", killOnExit);
  const stop = async (): Promise<void> => {
    await end(child);
    process.off("exit", killOnExit);
    await remove();
  };
  const said = await untilReady(child, data, 300_000);
  if (said !== undefined) {
    await stop();
    throw new TypeError(`the PostgreSQL server of the tests did not start:\n${said}`);
  }
  return { url: `postgresql+asyncpg://postgres:${password}@127.0.0.1:${String(port)}/postgres`, stop };
}

/** PostgreSQL does not run as root: Debian's package brings an account for it. */
async function unprivilegedAccount(): Promise<{ readonly uid: number; readonly gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (option: "-u" | "-g"): Promise<number> =>
    Number((await execute("id", [option, "postgres"])).stdout);
  return { uid: await id("-u"), gid: await id("-g") };
}

/** What the server said when it did not become ready. Its pid file says `ready` on a line of its own. */
async function untilReady(
  child: ChildProcess,
  data: string,
  milliseconds: number,
): Promise<string | undefined> {
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said = (said + text).slice(-10_000)));
  child.on("error", ({ message }) => (said += message));
  const deadline = Date.now() + milliseconds;
  while (Date.now() < deadline && child.pid !== undefined && child.exitCode === null) {
    const file = await readFile(join(data, "postmaster.pid"), "utf8").catch(() => "");
    if (/^ready\s*$/m.test(file)) return undefined;
    await sleep(50);
  }
  return said;
}

/** A fast shutdown: clients are cut off. */
async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGINT");
  const late = setTimeout(() => child.kill("SIGQUIT"), 10_000);
  await ended;
  clearTimeout(late);
}

import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { dataFolder } from "../../src/hosts/folders.ts";
import { createLocalServer, serveScript } from "../../src/hosts/local-server.ts";
import { loadServer } from "../support/busy-load.ts";
import { makeHome } from "../support/home.ts";
import { python } from "../support/prefect.ts";
import { freePort } from "../support/server.ts";

const home = makeHome();

// An unfinished statement in a cycle of references, whose connection waits for the lock that the main thread holds.
const waitingForALock = `
import gc, runpy, sqlite3, sys, threading, time
runpy.run_path(sys.argv[1])["collect_on_a_thread"]()
holder = sqlite3.connect(sys.argv[2], isolation_level=None)
holder.execute("create table t (a)")
waiting = sqlite3.connect(sys.argv[2], isolation_level=None, check_same_thread=False, timeout=20)
cycle = [waiting.execute("select 1 union select 2")]
cycle.append(cycle)
holder.execute("begin immediate")
begins = threading.Event()
def take():
    begins.set()
    try:
        waiting.execute("begin immediate")
        print("taken")
    except sqlite3.OperationalError as error:
        print(error)
thread = threading.Thread(target=take)
thread.start()
begins.wait()
time.sleep(1)
collecting = threading.Event()
gc.callbacks.append(lambda phase, info: collecting.set())
del cycle
kept = []
while not collecting.is_set():
    kept.append([])
    if len(kept) > 100_000: collecting.wait()
holder.execute("commit")
thread.join()
`;

it("garbage of a connection that waits for a lock does not stop the thread that holds the lock", async () => {
  const input = ["-c", waitingForALock, serveScript, join(home.path, "lock.db")];
  expect((await promisify(execFile)(python(), input)).stdout).toBe("taken\n");
});

it("the local server answers workers, runs and changes at the same time without standing still for a minute", async () => {
  const server = createLocalServer({
    dataFolder: dataFolder(home.env),
    env: home.env,
    port: await freePort(),
    python: () => Promise.resolve(python()),
    report: () => undefined,
  });
  await server.start();
  try {
    // What waits for the lock in vain does so for SQLite's busy timeout, which Prefect sets to 60 s.
    const limit = 50_000;
    const { slowest } = await loadServer(server.url, (round, sofar) => round < 30 && sofar < limit);
    expect(slowest).toBeLessThan(limit);
  } finally {
    await server.stop();
  }
});

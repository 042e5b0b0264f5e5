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

const prelude = `
import asyncio, gc, runpy, sqlite3, sys, threading
import aiosqlite
runpy.run_path(sys.argv[1])["close_what_fails"]()
open_ = lambda seconds: aiosqlite.connect(sys.argv[2], isolation_level=None, timeout=seconds)
`;

// The cursor of what was refused is freed while its connection waits for the lock that this thread holds.
const refused = `
async def main():
    holder = sqlite3.connect(sys.argv[2], isolation_level=None)
    holder.execute("create table refused (a)")
    holder.execute("begin immediate")
    async with open_(0) as waiting:
        cursor = await waiting.cursor()
        try:
            await cursor.execute("insert into refused values (1)")
        except sqlite3.OperationalError as error:
            print(error)
        await waiting.execute("pragma busy_timeout = 20000")
        begins = asyncio.create_task(waiting.execute("begin immediate"))
        await asyncio.sleep(1)
        del cursor
        gc.collect()
        holder.execute("commit")
        await begins
        print("taken")
asyncio.run(main())
`;

// A reader in a transaction that has written is cancelled, and its connection closed, while its cursor is still known.
const cancelled = `
async def main():
    reads, goes_on = threading.Event(), threading.Event()
    leaving = await open_(0)
    await leaving.execute("create table cancelled (a)")
    await leaving.create_function("pause", 0, lambda: reads.set() or goes_on.wait() and 1)
    await leaving.execute("begin immediate")
    cursor = await leaving.cursor()
    reading = asyncio.create_task(cursor.execute("select pause() union all select 2"))
    await asyncio.to_thread(reads.wait)
    reading.cancel()
    await asyncio.wait([reading])
    goes_on.set()
    await leaving.close()
    async with open_(0) as other:
        await other.execute("begin immediate")
    print("free", cursor is not None)
asyncio.run(main())
`;

it.each([
  ["that is refused does not stop the thread that holds the lock", refused, "database is locked\ntaken\n"],
  ["that is cancelled does not keep the lock", cancelled, "free True\n"],
])("a statement %s", async (_, program, said) => {
  const input = ["-c", prelude + program, serveScript, join(home.path, "lock.db")];
  expect((await promisify(execFile)(python(), input)).stdout).toBe(said);
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

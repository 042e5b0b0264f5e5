import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withFolderLock } from "../../../src/hosts/folder-lock.ts";
import { identify, isAlive, signalProcess } from "../../../src/hosts/process-identity.ts";
import { makeProject, type ProjectFolder } from "../../support/project-folder.ts";

let folder: ProjectFolder;
beforeEach(async () => {
  folder = await makeProject();
});
afterEach(() => folder.remove());

describe("the lock of a folder", () => {
  it("lets one work at a time, and leaves nothing behind", async () => {
    let inside = 0;
    let most = 0;
    const work = async (): Promise<number> => {
      inside += 1;
      most = Math.max(most, inside);
      await sleep(20);
      inside -= 1;
      return most;
    };
    const results = await Promise.all(
      Array.from({ length: 5 }, () => withFolderLock(folder.path, "one", work)),
    );
    expect(results).toEqual([1, 1, 1, 1, 1]);
    expect(readdirSync(folder.path)).toEqual([]);
  });

  it("is released when the work fails", async () => {
    const failing = withFolderLock(folder.path, "one", () => Promise.reject(new TypeError("no")));
    await expect(failing).rejects.toThrow("no");
    expect(await withFolderLock(folder.path, "one", () => Promise.resolve("next"))).toBe("next");
  });

  it("is broken when its owner is gone, and by one of those who wait only", async () => {
    const { pid } = spawnSync(process.execPath, ["-e", ""]);
    const path = join(folder.path, "one.lock");
    let inside = 0;
    const work = async (): Promise<number> => {
      inside += 1;
      const seen = inside;
      await sleep(20);
      inside -= 1;
      return seen;
    };
    for (const content of [JSON.stringify({ pid, start: "then", token: "t" }), "", "{"]) {
      writeFileSync(path, content);
      const all = Array.from({ length: 4 }, () => withFolderLock(folder.path, "one", work));
      expect(await Promise.all(all)).toEqual([1, 1, 1, 1]);
    }
    expect(existsSync(path)).toBe(false);
  });

  it("ends the wait when the run is aborted", async () => {
    const controller = new AbortController();
    await withFolderLock(folder.path, "one", async () => {
      const waiting = withFolderLock(folder.path, "one", () => Promise.resolve(), controller.signal);
      controller.abort();
      await expect(waiting).rejects.toThrow();
    });
  });
});

describe("the identity of a process", () => {
  it("tells a process from another one with its pid", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], { stdio: "ignore" });
    const identity = identify(child.pid ?? 0);
    if (identity === undefined) throw new TypeError("not found");
    expect(isAlive(identity)).toBe(true);
    expect(signalProcess({ ...identity, start: "another time" }, "SIGKILL")).toBe(false);
    expect(child.exitCode).toBeNull();
    expect(signalProcess(identity, "SIGKILL")).toBe(true);
    await expect.poll(() => isAlive(identity), { timeout: 60_000 }).toBe(false);
  });
});

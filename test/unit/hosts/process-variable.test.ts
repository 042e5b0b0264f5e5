import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, it } from "vitest";
import { processVariable } from "../../../src/hosts/process-variable.ts";

it("a variable of another process is seen, told from one that is not set, and from a process that is not there", async () => {
  const child = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"], {
    env: { PYTHONTZPATH: "", OTHER_PYTHONTZPATH: "x" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  try {
    await once(child.stdout, "data");
    const pid = child.pid ?? 0;
    expect(await processVariable(pid, "PYTHONTZPATH")).toBe("");
    expect(await processVariable(pid, "TZPATH")).toBeNull();
    expect(await processVariable(0, "PYTHONTZPATH")).toBeUndefined();
  } finally {
    child.kill("SIGKILL");
  }
});

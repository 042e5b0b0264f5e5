import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createProgress, type Progress } from "../../../src/cli/progress.ts";
import { plain } from "../../../src/cli/render/palette.ts";
import type { RunEvent } from "../../../src/interfaces/events.ts";
import { secondOf } from "../../../src/cli/render/time.ts";
import { runWith } from "./harness.ts";
import { change, deployResult, planResult } from "./samples.ts";

const clear = "\r\u001b[2K";
const timestamp = "2026-11-21T10:00:07.120Z";

let stdout = "";
let stderr = "";
beforeEach(() => {
  vi.useFakeTimers();
  stdout = "";
  stderr = "";
});
afterEach(() => {
  vi.useRealTimers();
});

function progress(isTerminal: boolean, stream = false): Progress {
  return createProgress({
    stdout: { write: (text) => void (stdout += text), isTerminal, columns: () => 60 },
    stderr: { write: (text) => void (stderr += text), isTerminal, columns: () => 60 },
    colours: plain,
    show: "all",
    stream,
  });
}

const ended: RunEvent = {
  code: "change-ended",
  outcome: { change: change("create", "deployment", "a/b"), status: "done" },
  index: 3,
  total: 40,
};
const started: RunEvent = { code: "change-started", kind: "deployment", name: "a/b", index: 3, total: 40 };
const log: RunEvent = {
  code: "run-log",
  flowRunId: "1",
  level: 40,
  message: "first\nsecond\u001b[2J",
  timestamp,
};

describe("progress on a terminal", () => {
  it("draws nothing for what is done within half a second", () => {
    const { report, end } = progress(true);
    report({ code: "phase", phase: "observe" });
    vi.advanceTimersByTime(400);
    end();
    vi.advanceTimersByTime(5000);
    expect(stderr).toBe("");
  });

  it("draws one line with phase, place and seconds, and takes it away at the end", () => {
    const { report, end } = progress(true);
    report({ code: "phase", phase: "apply" });
    report(started);
    vi.advanceTimersByTime(500);
    expect(stderr).toBe(`${clear}deploying 3/40  deployment a/b`);
    vi.advanceTimersByTime(2000);
    expect(stderr.endsWith(`${clear}deploying 3/40  deployment a/b (2 s)`)).toBe(true);
    end();
    expect(stderr.endsWith(clear)).toBe(true);
    expect(stdout).toBe("");
  });

  it("never draws more than a line of the terminal", () => {
    const { report, end } = progress(true);
    report({ code: "phase", phase: "observe", detail: "x".repeat(200) });
    vi.advanceTimersByTime(500);
    expect(stderr.replace(clear, "")).toBe(`asking Prefect: ${"x".repeat(33)}…`);
    end();
  });

  it("takes the line away before a log line comes", () => {
    const { report, end } = progress(true, true);
    report({ code: "phase", phase: "server" });
    vi.advanceTimersByTime(1000);
    report(log);
    expect(stderr.endsWith(clear)).toBe(true);
    end();
  });
});

describe("a worker in the foreground", () => {
  it.each([[true], [false]])(
    "says each line at once, none over another (on a terminal: %s)",
    (isTerminal) => {
      const { report, end } = progress(isTerminal);
      report({ code: "worker-said", line: "starting flow run a" });
      report({ code: "worker-said", line: "flow run a ended\u001b[2J" });
      end();
      expect(stderr).toBe("starting flow run a\nflow run a ended\\x1b[2J\n");
    },
  );
});

describe("progress in a pipe", () => {
  it("is a plain line for each change, and for a phase that takes long", () => {
    const { report, end } = progress(false);
    report({ code: "phase", phase: "observe" });
    vi.advanceTimersByTime(100);
    report({ code: "phase", phase: "python", detail: "installing" });
    vi.advanceTimersByTime(600);
    report(started);
    report(ended);
    end();
    expect(stderr).toBe("preparing Python: installing\n3/40  done     deployment a/b\n");
  });
});

describe("a watched flow run", () => {
  it("shows id, address, states and log lines on stdout as they come", () => {
    const { report, end } = progress(false, true);
    report({
      code: "run-created",
      flowRunId: "1-2",
      name: "merry-otter",
      url: "http://127.0.0.1:4200/runs/flow-run/1-2",
    });
    report({ code: "run-state", flowRunId: "1-2", type: "RUNNING", name: "Running", message: null });
    report(log);
    report({ code: "run-state", flowRunId: "1-2", type: "FAILED", name: "Failed", message: "boom" });
    end();
    const time = secondOf(timestamp);
    expect(stdout).toBe(`  flow run   merry-otter  1-2
  url        http://127.0.0.1:4200/runs/flow-run/1-2
  state      Running
  ${time}   ERROR    first
  ${" ".repeat(20)}second\\x1b[2J
  state      Failed  boom
`);
    expect(stderr).toBe("");
  });

  it("is not streamed when it is not watched", () => {
    const { report } = progress(false);
    report(log);
    expect(stdout).toBe("");
  });
});

describe("-q and --json", () => {
  it.each([["-q"], ["--json"]])("with %s there is no progress", async (flag) => {
    const { stderr: shown } = await runWith(["deploy", flag], {
      deploy: ({ reporter }) => {
        reporter?.(ended);
        reporter?.(log);
        return Promise.resolve(deployResult([]));
      },
    });
    expect(shown).toBe("");
    const loud = await runWith(["plan"], {
      plan: ({ reporter }) => {
        reporter?.(ended);
        return Promise.resolve(planResult());
      },
    });
    expect(loud.stderr).toBe("3/40  done     deployment a/b\n");
  });
});

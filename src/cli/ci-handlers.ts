import { resolve } from "node:path";
import type { PipelineOptions } from "../index.ts";
import type { Handler } from "./answer.ts";
import { escape } from "./render/escape.ts";

const write =
  (system: PipelineOptions["system"]): Handler =>
  async ({ library, invocation, options, io }) => {
    const out = invocation.value("out");
    const result = await library.writePipeline({
      ...options,
      system,
      branch: invocation.value("branch"),
      repository: invocation.value("repository"),
      infrastructure: invocation.value("infrastructure"),
      inImage: invocation.flag("in-image"),
      deploymentsFile: invocation.value("file"),
      out: out === undefined ? undefined : resolve(io.cwd, out),
    });
    const text = [
      `Wrote ${escape(result.file)}: pushes to ${escape(result.branch)} deploy ${escape(result.environment)}.`,
      `It needs the secrets ${result.secrets.join(", ")}.`,
      "",
    ];
    return { exitCode: 0, document: result, stdout: text.join("\n") };
  };

/** What the commands that write pipelines do. */
export const ciHandlers = { "ci github": write("github"), "ci gitlab": write("gitlab") } as const;

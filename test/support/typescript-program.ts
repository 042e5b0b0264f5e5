import { spawn } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeProject, type ProjectFolder } from "./project-folder.ts";

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that was started. */
export interface Program {
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  readonly output: () => string;
  /** Asks it to end. */
  readonly stop: () => void;
}

/** Makes a folder in which programs can import the built package as those who installed it do. Call its `remove`. */
export async function makePrograms(files: Readonly<Record<string, string>>): Promise<ProjectFolder> {
  const project = await makeProject(files);
  mkdirSync(join(project.path, "node_modules"));
  symlinkSync(
    fileURLToPath(new URL("../..", import.meta.url)),
    join(project.path, "node_modules", "meta-prefect"),
  );
  return project;
}

/** Starts Node with this input: `startProgram(["plain.mjs"], { cwd: project.path, env })`. */
export function startProgram(
  input: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Program {
  const child = spawn(process.execPath, input, options);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  return {
    output: () => stdout,
    ended: new Promise((resolve) =>
      child.on("close", (code) => {
        resolve({ code, stdout, stderr });
      }),
    ),
    stop: () => child.kill("SIGTERM"),
  };
}

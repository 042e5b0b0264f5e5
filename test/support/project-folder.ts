import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A project in a temporary folder. */
export interface ProjectFolder {
  /** Absolute, without symbolic links. */
  readonly path: string;
  /** Writes a file below the folder, with its folders. */
  readonly write: (file: string, content: string) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/** Makes a project: `await makeProject({ "flow.py": "…", "meta_prefect.yaml": "…" })`. Call its `remove`. */
export async function makeProject(files: Readonly<Record<string, string>> = {}): Promise<ProjectFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "meta-prefect-test-project-")));
  const write = async (file: string, content: string): Promise<void> => {
    const target = join(path, file);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content);
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  return { path, write, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) };
}

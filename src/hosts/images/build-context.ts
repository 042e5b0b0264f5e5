import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ImageContent, ImageInput } from "../../interfaces/image.ts";
import { textOf } from "./image-content.ts";

/** Absolute paths of what a builder is given. */
export interface BuildPaths {
  readonly context: string;
  readonly dockerfile: string;
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * Lays the build context out in a temporary folder, with nothing in it but what the image is made of, and takes it away
 * when the work is done, or failed. Secrets stand in files beside it that only we can read.
 */
export async function withBuildContext<Result>(
  input: ImageInput,
  content: ImageContent,
  secrets: Readonly<Record<string, string>>,
  work: (paths: BuildPaths) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "meta-prefect-image-"));
  try {
    const context = join(folder, "context");
    const dockerfile = join(folder, "Dockerfile");
    await mkdir(context);
    for (const [place, path] of content.files) {
      await mkdir(dirname(join(context, place)), { recursive: true });
      await copyFile(path, join(context, place));
    }
    for (const [place, text] of Object.entries(input.files)) {
      await mkdir(dirname(join(context, place)), { recursive: true });
      await writeFile(join(context, place), text);
    }
    await writeFile(dockerfile, (await textOf(input)) ?? "");
    const written = Object.entries(secrets).map(async ([id, value], index) => {
      const path = join(folder, `secret-${String(index)}`);
      await writeFile(path, value, { mode: 0o600 });
      return [id, path] as const;
    });
    return await work({ context, dockerfile, secrets: Object.fromEntries(await Promise.all(written)) });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

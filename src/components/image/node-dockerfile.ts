import type { ImageSpec } from "../../interfaces/image.ts";

/** What npm installs from: copied before the code, so that an edited flow installs nothing anew. */
export const nodeLockFiles: readonly string[] = ["package.json", "package-lock.json"];

/** Its user 1000 is called node. */
const defaultBase = "node:22-slim";

/** The lines of the Dockerfile of an image for flows in TypeScript that differ from those for Python. Pure. */
export function nodeLines(
  { base = defaultBase }: ImageSpec,
  folder: string,
  mounts: string,
): {
  readonly base: string;
  readonly env: readonly string[];
  readonly install: readonly string[];
} {
  return {
    base,
    // Runs are started as `meta-prefect flow-run execute`: by the copy that the project's lock file names.
    env: [`ENV PATH=${folder}/node_modules/.bin:$PATH`, `ENV NODE_ENV="production"`],
    install: [
      `COPY ${JSON.stringify([...nodeLockFiles, `${folder}/`])}`,
      `RUN ${mounts}npm ci --omit=dev --no-audit --no-fund`,
    ],
  };
}

import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";

// Before vitest starts, which would tell much else besides. Nothing is skipped when a part is missing.
const parts: Readonly<Record<string, string>> = {
  buildah: "apt-get install buildah",
  "docker-registry": "apt-get install docker-registry",
  docker: "apt-get install docker.io (its command line alone; no engine is needed)",
};
const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
for (const [program, remedy] of Object.entries(parts)) {
  const found = await Promise.allSettled(folders.map((folder) => access(join(folder, program))));
  if (found.some(({ status }) => status === "fulfilled")) continue;
  process.stderr.write(`the tests of images need ${program}, and the PATH does not have it: ${remedy}\n`);
  process.exitCode = 1;
}
if (process.getuid?.() !== 0) {
  process.stderr.write("the tests of images need root: buildah changes into the root of an image\n");
  process.exitCode = 1;
}

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** buildah with a storage of the tests' own, and a base image in it. */
export interface TestBuilder {
  /** With these settings buildah uses that storage, and nothing of this machine's. */
  readonly env: Readonly<Record<string, string>>;
  /** Pushed to the registry: a shell, a Python and pip, made from files of this machine. */
  readonly base: string;
  /** Runs buildah and answers what it prints. */
  readonly buildah: (...input: readonly string[]) => string;
  readonly remove: () => void;
}

/** Makes the base image from nothing and pushes it. */
export function makeBuilder(python: string, registry: string): TestBuilder {
  const folder = mkdtempSync(join(tmpdir(), "meta-prefect-test-buildah-"));
  const remove = (): void => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const env = {
    CONTAINERS_STORAGE_CONF: join(folder, "storage.conf"),
    CONTAINERS_REGISTRIES_CONF: join(folder, "registries.conf"),
    REGISTRY_AUTH_FILE: join(folder, "auth.json"),
    BUILDAH_ISOLATION: "chroot",
    TMPDIR: join(folder, "tmp"),
  };
  const buildah = (...input: readonly string[]): string =>
    execFileSync("buildah", input, {
      env: { ...process.env, ...env },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  try {
    mkdirSync(env.TMPDIR);
    writeFileSync(env.REGISTRY_AUTH_FILE, "{}");
    const storage = { driver: "vfs", runroot: join(folder, "run"), graphroot: join(folder, "graph") };
    const lines = Object.entries(storage).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
    writeFileSync(env.CONTAINERS_STORAGE_CONF, ["[storage]", ...lines, ""].join("\n"));
    const local = ["[[registry]]", `location = ${JSON.stringify(registry)}`, "insecure = true", ""];
    writeFileSync(env.CONTAINERS_REGISTRIES_CONF, local.join("\n"));
    const root = join(folder, "root");
    const script = fileURLToPath(new URL("root_filesystem.py", import.meta.url));
    execFileSync(python, [script, root], { stdio: ["ignore", "ignore", "inherit"] });
    const container = buildah("from", "scratch");
    buildah("copy", "--quiet", container, root, "/");
    buildah("config", "--env", "PATH=/bin", "--env", "PIP_NO_INDEX=1", container);
    const base = `${registry}/base/python:3`;
    buildah("commit", "--quiet", "--rm", container, base);
    buildah("push", "--quiet", base);
    rmSync(root, { recursive: true });
    return { env, base, buildah, remove };
  } catch (cause) {
    remove();
    throw cause;
  }
}

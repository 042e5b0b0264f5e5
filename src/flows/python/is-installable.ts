import type { Files } from "./project-files.ts";

/** Whether a project is built into a distribution of packages that stand below `src/`, so that its environment has them. */
export function isInstallable(files: Files): boolean {
  if (!files.isFolder("src")) return false;
  const settings = files.plainText("pyproject.toml") ?? "";
  return (
    /^\[(?:build-system|tool\.poetry)\]/m.test(settings) ||
    files.plainText("setup.py") !== undefined ||
    files.plainText("setup.cfg") !== undefined
  );
}

import { execFileSync } from "node:child_process";

/** Runs git in a folder, as somebody, and gives what it prints, trimmed. */
export function git(folder: string, ...input: readonly string[]): string {
  return execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...input], {
    cwd: folder,
    encoding: "utf8",
  }).trim();
}

/** Commits everything in a folder; the first time, it becomes a checkout. */
export function commitAll(folder: string, message: string): void {
  git(folder, "init", "-q");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", message);
}

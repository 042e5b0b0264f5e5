import { readFile } from "node:fs/promises";

/**
 * A variable of the environment with which a process was started: null where it is not set, undefined where it cannot be
 * seen, as on other systems than Linux or with a process of somebody else.
 */
export async function processVariable(pid: number, name: string): Promise<string | null | undefined> {
  let text: string;
  try {
    text = await readFile(`/proc/${String(pid)}/environ`, "utf8");
  } catch {
    return undefined;
  }
  const found = text.split("\0").find((one) => one.startsWith(`${name}=`));
  return found === undefined ? null : found.slice(name.length + 1);
}

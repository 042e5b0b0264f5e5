import { z } from "zod";
import type { Environment } from "./environment.ts";
import { runCommand } from "./run-command.ts";

const version = z.object({ gitVersion: z.string() });
const answer = z.object({ clientVersion: version, serverVersion: version.optional() });

/** The version of kubectl itself, such as `v1.32.4`; undefined where it does not run. Asks no cluster. */
export async function kubectlVersion(options: {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}): Promise<string | undefined> {
  const { code, stdout } = await runCommand("kubectl", ["version", "--client", "-o", "json"], options);
  return code === 0 ? readKubectlVersion(stdout)?.clientVersion.gitVersion : undefined;
}

/** What `kubectl version -o json` says; undefined when it is something else. */
export function readKubectlVersion(text: string): z.output<typeof answer> | undefined {
  try {
    return answer.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

import { z } from "zod";
import type { Environment } from "./environment.ts";
import { runCommand } from "./run-command.ts";

const version = z.object({ gitVersion: z.string() });
const client = z.object({ clientVersion: version });

/** The version of kubectl itself, such as `v1.32.4`; undefined where it does not run. Asks no cluster. */
export async function kubectlVersion(options: {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}): Promise<string | undefined> {
  const { code, stdout } = await runCommand("kubectl", ["version", "--client", "-o", "json"], options);
  return code === 0 ? readClientVersion(stdout) : undefined;
}

/** What `kubectl version --client -o json` says; undefined when it is something else. */
export function readClientVersion(text: string): string | undefined {
  return client.safeParse(parse(text)).data?.clientVersion.gitVersion;
}

/** What a cluster says at `/version`; undefined when it is something else. */
export function readClusterVersion(text: string): string | undefined {
  return version.safeParse(parse(text)).data?.gitVersion;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

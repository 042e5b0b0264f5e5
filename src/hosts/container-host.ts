import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Environment } from "./environment.ts";
import { lastLines, runCommand } from "./run-command.ts";

/** Containers of the Docker engine that the command line talks to. */
export interface ContainerHost {
  /** Starts one that runs on; `passed` are names of variables of `env`, whose values are in no argument. */
  readonly start: (image: string, label: string, passed: readonly string[]) => Promise<string>;
  /** Stops those with a label, or of an image; answers their ids. */
  readonly stop: (
    filter: { readonly label: string } | { readonly image: string },
  ) => Promise<readonly string[]>;
}

/** The arguments with which a container is started. Pure. */
export function startArguments(image: string, label: string, passed: readonly string[]): readonly string[] {
  return ["run", "--detach", "--label", label, ...passed.flatMap((name) => ["--env", name]), image];
}

/** The arguments that list running containers, every one of them on a line of its own. Pure. */
export function listArguments(
  filter: { readonly label: string } | { readonly image: string },
): readonly string[] {
  const by = "label" in filter ? `label=${filter.label}` : `ancestor=${filter.image}`;
  return ["ps", "--quiet", "--no-trunc", "--filter", by];
}

/** Makes the host; each call throws `container-failed` when Docker cannot do it. */
export function createContainerHost(options: {
  readonly env: Environment;
  readonly signal?: AbortSignal | undefined;
}): ContainerHost {
  const docker = async (input: readonly string[]): Promise<string> => {
    const result = await runCommand("docker", input, options);
    if (result.code === 0) return result.stdout.trim();
    const [verb = ""] = input;
    // Where to look things up stands below what went wrong.
    const stderr = result.stderr.replaceAll(/^(Run|See) 'docker .*$/gm, "");
    const said = lastLines({ ...result, stderr }, 1);
    throw new MetaPrefectError("container-failed", `docker ${verb} failed: ${said}`, {
      hint: "check that the engine runs (`docker version`) and has the image",
    });
  };
  return {
    start: (image, label, passed) => docker(startArguments(image, label, passed)),
    stop: async (filter) => {
      const ids = (await docker(listArguments(filter))).split("\n").filter((id) => id !== "");
      if (ids.length > 0) await docker(["stop", ...ids]);
      return ids;
    },
  };
}

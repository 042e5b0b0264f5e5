import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { problem, warning } from "../../errors/diagnostics.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import type { RunOptions } from "../../interfaces/options.ts";

/** What is known of a run when a deployments file is looked for. */
export type FindingOptions = Pick<RunOptions, "directory" | "environment" | "environments"> &
  Partial<Pick<RunOptions, "env">>;

/** The file that is meant, or why there is none. */
export interface FoundDeploymentsFile {
  /** Absolute. */
  readonly file?: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The environment that the name of a deployments file says: `prefect-deployments-prod.yaml` is about `prod`. */
export function environmentOfFile(file: string): string | undefined {
  return /^prefect-deployments-([^.]+)\.ya?ml$/.exec(basename(file))?.[1];
}

/**
 * The deployments file of a run. In a folder it is the one of the run's environment: `dev.yaml`, or
 * `prefect-deployments-dev.yaml`. A file whose name says another environment than the one asked for is told.
 *
 * @param path absolute, of a file or a folder
 */
export async function findDeploymentsFile(
  path: string,
  options: FindingOptions,
): Promise<FoundDeploymentsFile> {
  const asked = environmentsAsked(options);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) {
    const named = environmentOfFile(path);
    const other = named === undefined ? undefined : asked.find((one) => one !== named);
    if (named === undefined || other === undefined) return { file: path, diagnostics: [] };
    const message = `${basename(path)} is called after ${named}, and is deployed to ${other}`;
    const hint = `choose ${named} with --env, or give the file of ${other}`;
    return { file: path, diagnostics: [warning("other-environment", message, { hint })] };
  }
  const [environment = "dev", another] = asked;
  const fail = (message: string, hint: string): FoundDeploymentsFile => ({
    diagnostics: [problem("invalid-deployments-file", message, { hint })],
  });
  if (another !== undefined)
    return fail(
      `${path} has a file for each environment, and several were asked for`,
      "deploy one after the other",
    );
  const stems = [environment, `prefect-deployments-${environment}`];
  const names = stems.flatMap((stem) => [`${stem}.yaml`, `${stem}.yml`]);
  const there = await Promise.all(
    names.map((name) =>
      stat(join(path, name)).then(
        (one) => one.isFile(),
        () => false,
      ),
    ),
  );
  const files = names.filter((_, index) => there[index]);
  const [file] = files;
  if (file === undefined)
    return fail(
      `${path} has no deployments file for ${environment}`,
      `call it ${names[0] ?? ""} or ${names[2] ?? ""}`,
    );
  if (files.length > 1)
    return fail(
      `${path} has ${files.join(" and ")}, which are both about ${environment}`,
      "keep one of them",
    );
  return { file: join(path, file), diagnostics: [] };
}

/** The environments that somebody said, by an option or by the variable; none where nobody did. */
function environmentsAsked({ environment, environments = [], env = {} }: FindingOptions): readonly string[] {
  if (environments.length > 0) return [...new Set(environments)];
  const variable = env["META_PREFECT__ENV"] ?? "";
  const one = environment ?? (variable === "" ? undefined : variable);
  return one === undefined ? [] : [one];
}

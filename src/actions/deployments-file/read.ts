import { relative } from "node:path";
import { problem } from "../../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../../interfaces/diagnostic.ts";
import { checkShape, type Speech } from "../../project/check-shape.ts";
import type { Path } from "../../project/path.ts";
import { readYaml } from "../../project/read-yaml.ts";
import { deploymentShape, fileShape, type FileDeployment } from "./shape.ts";

/** A deployment of a file, and where it stands. */
export interface LocatedDeployment {
  readonly deployment: FileDeployment;
  readonly location: Location;
}

/** What a deployments file says. */
export interface DeploymentsFile {
  readonly block?: { readonly name: string; readonly location: Location };
  readonly deployments: readonly LocatedDeployment[];
  /** How messages name it. */
  readonly shown: string;
  /** Every mistake at once. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a deployments file of the wrapper round `prefect deployment build`.
 *
 * @param file absolute
 * @param root the project's folder, absolute
 */
export async function readDeploymentsFile(file: string, root: string): Promise<DeploymentsFile> {
  const inside = relative(root, file);
  const shown = inside.startsWith("..") ? file : inside;
  const { value, locator, diagnostics: found } = await readYaml(file, shown);
  const diagnostics: Diagnostic[] = [...found];
  const report = (one: Diagnostic): void => void diagnostics.push(one);
  const speech = (written: unknown, at: Path): Speech => ({
    unknown: "unknown-key",
    missing: "invalid-deployments-file",
    invalid: "invalid-deployments-file",
    unknownMessage: (key) => `a deployments file has no key "${key}" here`,
    written,
    locate: (path, part) =>
      part === "key" ? locator.key([...at, ...path]) : locator.nearest([...at, ...path]),
  });
  if (value === undefined) return { deployments: [], shown, diagnostics };
  const whole = checkShape(fileShape, value, speech(value, []), report).value;
  const deployments = (whole?.deployments ?? []).flatMap((given, index): LocatedDeployment[] => {
    const at = ["deployments", index];
    const deployment = checkShape(deploymentShape, given, speech(given, at), report).value;
    return deployment === undefined ? [] : [{ deployment, location: locator.nearest(at) }];
  });
  for (const { deployment, location } of twice(deployments)) {
    const message = `${deployment.entrypoint} has two deployments ${JSON.stringify(deployment.name)}`;
    report(problem("duplicate-deployment", message, { location, hint: "give each a name of its own" }));
  }
  const name = whole?.["ib-block"];
  const block = name === undefined ? {} : { block: { name, location: locator.nearest(["ib-block"]) } };
  return { ...block, deployments, shown, diagnostics };
}

function twice(deployments: readonly LocatedDeployment[]): readonly LocatedDeployment[] {
  const key = ({ deployment }: LocatedDeployment): string => `${deployment.entrypoint} ${deployment.name}`;
  return deployments.filter(
    (one, index) => deployments.findIndex((other) => key(other) === key(one)) < index,
  );
}

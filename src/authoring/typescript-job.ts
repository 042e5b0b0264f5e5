import type { Deployment } from "../interfaces/deployment.ts";
import type { BuildContext } from "../interfaces/flow-builder.ts";
import { mapDeployment, withJobVariables } from "./deployment-helpers.ts";

/**
 * Has a worker start our runner where the flow is in TypeScript: Prefect's own starts Python. What the deployment says
 * already about command and folder stays. Pull steps are taken away, as a worker with a command runs none: on this
 * machine the code is in the project's folder, in an image it is where the image puts it.
 *
 * @param inImage whether runs see the files of their image and not those of this machine
 * @example
 * ```ts
 * import { mapDeployment, typescriptJob, type FlowBuilder } from "meta-prefect/kit";
 * const onOurMachine: FlowBuilder = {
 *   name: "on_our_machine",
 *   requires: [],
 *   updateDeployment: (deployment, context) =>
 *     typescriptJob(mapDeployment(deployment, { workPool: "machine" }), context, false),
 * };
 * ```
 */
export function typescriptJob(deployment: Deployment, context: BuildContext, inImage: boolean): Deployment {
  if (deployment.flow.language !== "typescript") return deployment;
  const { command, working_dir: folder } = deployment.jobVariables ?? {};
  const runner = inImage ? "meta-prefect" : (context.runner ?? "meta-prefect");
  return withJobVariables(mapDeployment(deployment, { pullSteps: [] }), {
    ...(command === undefined && { command: `${runner} flow-run execute` }),
    ...(folder === undefined && !inImage && { working_dir: context.root }),
  });
}

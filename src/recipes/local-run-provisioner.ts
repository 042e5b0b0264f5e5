import { defineRecipe, environmentVariable, generatedName, mapDeployment, withJobVariables } from "../kit.ts";
import { typescriptJob, worker, workPool, z, type BuildContext, type WorkPoolComponent } from "../kit.ts";

const name = "local_run_provisioner";

/** A work pool of processes on this machine with a worker; runs see their environment as META_PREFECT__ENV. */
export const localRunProvisioner = defineRecipe({
  name,
  summary: "Provides a local process work pool and its worker, and tells each run its environment.",
  variables: z.strictObject({ env: environmentVariable }),
  build: ({ env }) => ({
    environment: env,
    requires: (_deployment, context) => {
      const pool = localPool(context);
      return [pool, worker({ pool })];
    },
    updateDeployment: (deployment, context) =>
      typescriptJob(
        withJobVariables(mapDeployment(deployment, { workPool: localPool(context).name }), {
          meta_prefect_env: context.environment,
        }),
        context,
        false,
      ),
  }),
});

/** A variable called `env` that is a text breaks Prefect's worker, so ours has a name of its own. */
function localPool(context: BuildContext): WorkPoolComponent {
  return workPool({
    name: generatedName("local-process-work-pool", context, name),
    type: "process",
    templatePatches: [
      {
        path: ["variables", "properties", "meta_prefect_env"],
        value: { type: "string", default: context.environment },
      },
      { path: ["job_configuration", "env"], value: { META_PREFECT__ENV: "{{ meta_prefect_env }}" } },
    ],
  });
}

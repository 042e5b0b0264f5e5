import { defineRecipe, jsonObject, mapDeployment, z } from "../kit.ts";

/** Code that somebody else puts where fsspec finds it. */
export const remoteStorage = defineRecipe({
  name: "remote_storage",
  summary:
    "Fetches the flow's code from any address that fsspec knows at the start of each run; uploads nothing.",
  variables: z.strictObject({
    url: z
      .string()
      .regex(/^[a-z][a-z0-9+.-]*:\/\/./i, "expected an address, for example gs://acme-code/flows")
      .refine((text) => !/^(?:file|local):/i.test(text), {
        error:
          "Prefect takes the path of such an address as one in the folder of the run, and fetches nothing",
        params: { hint: "name the folder with path_resolver, or with a block of type local-file-system" },
      })
      .refine((text) => !/^[^/]*\/\/[^/]*:[^/]*@/.test(text), {
        error: "the address has credentials in it, which Prefect would show",
        params: { hint: "put them into a block and name it in settings: {{ prefect.blocks.secret.NAME }}" },
      })
      .describe("Folder with the code, for example gs://acme-code/flows."),
    settings: jsonObject
      .optional()
      .describe(
        "For fsspec's file system; a secret is {{ prefect.blocks.secret.NAME }}, which only the run looks up.",
      ),
    requires: z.string().min(1).optional().describe("Python package that this needs, for example gcsfs."),
  }),
  build: ({ url, settings, requires }) => ({
    updateDeployment: (deployment) =>
      mapDeployment(deployment, {
        pullSteps: [
          {
            "prefect.deployments.steps.pull_from_remote_storage": {
              ...settings,
              url,
              ...(requires !== undefined && { requires }),
            },
          },
        ],
      }),
  }),
});

import {
  nameOfBlock,
  blockTemplate,
  blockVariable,
  defineRecipe,
  dropUndefined,
  lateStorage,
} from "../kit.ts";
import { mapDeployment, s3Storage as copyOf, z, type BuildContext, type JsonObject } from "../kit.ts";

/** Code in a bucket, uploaded when deploying. */
export const s3Storage = defineRecipe({
  name: "s3_storage",
  summary:
    "Uploads the project's files to a bucket when deploying, and fetches them at the start of each run.",
  variables: z.strictObject({
    bucket: z.string().min(3).describe("Name of the bucket, which must exist."),
    prefix: z
      .string()
      .transform((text) => text.replaceAll(/^\/+|\/+$/g, ""))
      .optional()
      .describe("Where in the bucket; default is the project and its environment."),
    region: z.string().min(1).optional().describe("Default: what AWS's own settings say."),
    endpoint: z.url().optional().describe("Address of an S3-compatible server; default is AWS."),
    folder: z.string().min(1).optional().describe("Folder of the project to upload; default is all of it."),
    keep: z
      .number()
      .int()
      .min(1)
      .default(5)
      .describe("How many states of the files stay; those that a deployment uses always do."),
    credentials: blockVariable
      .optional()
      .describe("Block of type aws-credentials with which runs fetch; default is what they have anyway."),
    fetch_with: z
      .enum(["prefect_aws", "s3fs"])
      .default("prefect_aws")
      .describe("Python package with which runs fetch; they need it."),
  }),
  build: (variables) => {
    const { region, endpoint, credentials, fetch_with: tool } = variables;
    const storage = (context: BuildContext) =>
      copyOf({
        root: variables.folder === undefined ? context.root : `${context.root}/${variables.folder}`,
        bucket: variables.bucket,
        prefix: variables.prefix ?? `${context.project}/${context.environment}`,
        keep: variables.keep,
        ...dropUndefined({ region, endpoint }),
      });
    const client: JsonObject = dropUndefined({ endpoint_url: endpoint, region_name: region });
    const access = credentials === undefined ? undefined : nameOfBlock(credentials);
    return {
      requires: (_deployment, context) => [
        storage(context),
        ...(credentials === undefined || typeof credentials === "string" ? [] : [credentials]),
      ],
      updateDeployment: (deployment, context) => {
        const code = storage(context);
        const step: JsonObject =
          tool === "s3fs"
            ? {
                "prefect.deployments.steps.pull_from_remote_storage": {
                  id: "fetch",
                  requires: "s3fs",
                  url: lateStorage(code, "url"),
                  ...(access !== undefined && {
                    key: blockTemplate(access, "aws_access_key_id"),
                    secret: blockTemplate(access, "aws_secret_access_key"),
                  }),
                  ...(Object.keys(client).length > 0 && { client_kwargs: client }),
                },
              }
            : {
                "prefect_aws.deployments.steps.pull_from_s3": {
                  id: "fetch",
                  requires: "prefect-aws>=0.3.4",
                  bucket: variables.bucket,
                  folder: lateStorage(code, "folder"),
                  ...(access !== undefined && { credentials: blockTemplate(access) }),
                  ...(Object.keys(client).length > 0 && { client_parameters: client }),
                },
              };
        return mapDeployment(deployment, { pullSteps: [step] });
      },
    };
  },
});

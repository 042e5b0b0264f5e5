import { defineRecipe, z } from "../kit.ts";
import { kubernetesPatches } from "./infrastructure/kubernetes-template.ts";
import { kubernetesJobVariables, kubernetesVariables } from "./infrastructure/kubernetes-variables.ts";
import { checkPool, poolVariables, runsIn } from "./infrastructure/pool.ts";
import { atMost } from "./infrastructure/quantities.ts";

/** The largest machines that a run may ask for: cores and GiB. */
const largest = { cpu: 64, memory: 256 };

const ecrImage = z.strictObject({
  account: z.string().regex(/^\d{12}$/, "expected the 12 digits of an AWS account"),
  repository: z.string().min(1),
  tag: z.string().min(1).default("latest"),
});

/** Each flow run as a Job of an Amazon EKS cluster. */
export const eks = defineRecipe({
  name: "eks",
  summary: "Runs each flow run as a Job on Amazon EKS.",
  variables: z
    .strictObject({
      ...kubernetesVariables,
      job_ttl: kubernetesVariables.job_ttl.default(600),
      job_watch_timeout: kubernetesVariables.job_watch_timeout.default(600),
      cluster: z
        .string()
        .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/, "expected the name of an EKS cluster")
        .optional()
        .describe("Cluster of the pool: each one has a pool of its own, for its own workers."),
      region: z
        .string()
        .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "expected a region, for example eu-west-1")
        .optional()
        .describe("AWS region, which the run sees as AWS_REGION and AWS_DEFAULT_REGION."),
      node_group: z.string().min(1).optional().describe("Managed node group on whose nodes it runs."),
      ecr_image: ecrImage.optional().describe("Image in ECR of the region, instead of image."),
      ...poolVariables,
    })
    .superRefine(checkPool)
    .superRefine((given, issues) => {
      atMost(largest, given, issues);
    })
    .refine(({ image, ecr_image: ecr }) => image === undefined || ecr === undefined, {
      path: ["ecr_image"],
      error: "image and ecr_image are both given",
    })
    .refine(({ region, ecr_image: ecr }) => ecr === undefined || region !== undefined, {
      path: ["ecr_image"],
      error: "ecr_image needs the region",
    }),
  build: ({ cluster, region, node_group: nodeGroup, ecr_image: ecr, ...given }) => {
    const image =
      ecr === undefined
        ? given.image
        : `${ecr.account}.dkr.ecr.${region ?? ""}.amazonaws.com/${ecr.repository}:${ecr.tag}`;
    const job = kubernetesJobVariables({
      ...given,
      image,
      node_selector:
        nodeGroup === undefined
          ? given.node_selector
          : { ...given.node_selector, "eks.amazonaws.com/nodegroup": nodeGroup },
      env:
        region === undefined ? given.env : { AWS_REGION: region, AWS_DEFAULT_REGION: region, ...given.env },
    });
    const purpose = cluster === undefined ? "eks" : `eks-${cluster.toLowerCase()}`;
    return runsIn({ type: "kubernetes", purpose, patches: kubernetesPatches, inImage: true }, given, job);
  },
});

import { z } from "zod";

const text = z.string().min(1);
const amount = z.union(
  [z.number().positive(), text.regex(/^\d+(\.\d+)?(m|[KMGT]i?|k)?$/)],
  "expected an amount: 2, 500m, 1Gi",
);
const list = z
  .union([
    text.transform((one) => (one.startsWith("[") ? (JSON.parse(one) as unknown) : [one])),
    z.array(text),
  ])
  .pipe(z.array(text));
const pullPolicy = z.enum(["Always", "IfNotPresent", "Never"]);
const amounts = z.strictObject({ cpu: amount.optional(), memory: amount.optional() });
const variables = z.record(
  z.string().regex(/^[A-Za-z_]\w*$/, "expected a name of an environment variable"),
  z.string(),
);

/** What may be overridden: the chart's names, and the path of the documentation with either spelling of its last words. */
const overrides = z.strictObject({
  IMAGE_PULL_SECRETS: list.optional(),
  IMAGE_PULL_POLICY: pullPolicy.optional(),
  PREFECT__CLOUD__AGENT__LABELS: list.optional(),
  JOB_MEM_REQUEST: amount.optional(),
  JOB_MEM_LIMIT: amount.optional(),
  JOB_CPU_REQUEST: amount.optional(),
  JOB_CPU_LIMIT: amount.optional(),
  prefect_agent: z
    .strictObject({
      job: z
        .strictObject({
          resources: z
            .strictObject({
              limit: amounts.optional(),
              limits: amounts.optional(),
              request: amounts.optional(),
              requests: amounts.optional(),
            })
            .optional(),
        })
        .optional(),
    })
    .optional(),
  envVars: variables.optional(),
  secretEnvVars: variables.optional(),
});

/** The part of a platform file that is about Prefect; the rest of the file is somebody else's. */
export const platformShape = z.looseObject({
  project_name: text.optional(),
  namespace: text.default("dev"),
  prefect: z
    .strictObject({ enabled: z.boolean(), image: text.optional(), overrides: overrides.optional() })
    .optional(),
});

/** The section, checked. */
export type PlatformSection = NonNullable<z.output<typeof platformShape>["prefect"]>;

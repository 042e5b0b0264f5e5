import { z } from "zod";
import { kubernetesName } from "../../util/kubernetes-name.ts";

const text = z.string().min(1);
const amount = z.union(
  [z.number().positive(), text.regex(/^\d+(\.\d+)?(m|[KMGT]i?|k)?$/)],
  "expected an amount: 2, 500m, 1Gi",
);
const list = z
  .union([
    text.transform((one, issues): unknown => {
      if (!one.startsWith("[")) return [one];
      try {
        return JSON.parse(one);
      } catch {
        issues.addIssue({ code: "custom", message: `${one} is no list of JSON: ["a", "b"]`, input: one });
        return z.NEVER;
      }
    }),
    z.array(text),
  ])
  .pipe(z.array(text));
const pullPolicy = z.enum(["Always", "IfNotPresent", "Never"]);
const amounts = z.strictObject({ cpu: amount.optional(), memory: amount.optional() });
const variables = z.record(
  z.string().regex(/^[A-Za-z_]\w*$/, "expected a name of an environment variable"),
  z.string(),
);

/** Each pair says the same in two words. */
const spellings = [
  ["limit", "limits"],
  ["request", "requests"],
] as const;
const resources = z
  .strictObject({
    limit: amounts.optional(),
    limits: amounts.optional(),
    request: amounts.optional(),
    requests: amounts.optional(),
  })
  .superRefine((given, issues) => {
    for (const [one, other] of spellings)
      if (given[one] !== undefined && given[other] !== undefined) issues.addIssue(twice(one, other));
  });

/** A second override of the same, which would have no effect. */
function twice(path: string, other: string) {
  const params = { hint: "keep one of them" };
  return { code: "custom" as const, path: [path], message: `${other} says the same`, params };
}

/** What may be overridden: the chart's names, and the path of the documentation with either spelling of its last words. */
const fields = z.strictObject({
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
          resources: resources.optional(),
        })
        .optional(),
    })
    .optional(),
  envVars: variables.optional(),
  secretEnvVars: variables.optional(),
});
const overrides = fields.superRefine((given, issues) => {
  const { limit, limits = limit, request, requests = request } = given.prefect_agent?.job?.resources ?? {};
  const pairs = [
    ["JOB_CPU_LIMIT", limits?.cpu],
    ["JOB_MEM_LIMIT", limits?.memory],
    ["JOB_CPU_REQUEST", requests?.cpu],
    ["JOB_MEM_REQUEST", requests?.memory],
  ] as const;
  for (const [name, other] of pairs)
    if (given[name] !== undefined && other !== undefined)
      issues.addIssue(twice(name, "prefect_agent.job.resources"));
});

/** The part of a platform file that is about Prefect; the rest of the file is somebody else's. */
export const platformShape = z.looseObject({
  project_name: text.optional(),
  namespace: text.regex(kubernetesName, "expected a name as Kubernetes wants them").default("dev"),
  prefect: z
    .strictObject({ enabled: z.boolean(), image: text.optional(), overrides: overrides.optional() })
    .optional(),
});

/** The section, checked. */
export type PlatformSection = NonNullable<z.output<typeof platformShape>["prefect"]>;

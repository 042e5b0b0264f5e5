import { z } from "zod";

const text = z.string();
const json = z.json();
const location = z.object({
  file: text.describe("Relative to the project's folder where it lies inside."),
  line: z.int().min(1),
  column: z.int().min(1),
  length: z.int().min(1).optional(),
});
const diagnostic = z.object({
  severity: z.enum(["error", "warning"]),
  code: text.describe("Stable; docs/codes.md has all."),
  message: text,
  hint: text.optional(),
  location: location.optional(),
});
const error = z
  .object({ code: text, message: text, hint: text.nullable(), diagnostics: z.array(diagnostic) })
  .describe("Present exactly when the command failed.");
const target = z.object({
  root: text.describe("The project's folder, absolute."),
  project: text,
  environments: z.array(text),
  api: text.nullable().describe("API root; null where no server was asked."),
});
const owner = z.object({ project: text, environment: text });
const field = z.object({
  path: text,
  have: json.optional().describe("What Prefect has; absent when it has nothing."),
  want: json.optional().describe("What is declared; absent when it is cleared."),
  because: text.optional(),
});
const named = z.object({ kind: text, name: text });
const action = z.enum(["create", "update", "adopt", "rename", "delete"]);
const change = z.object({
  action,
  ...named.shape,
  owner,
  fields: z.array(field),
  requires: z.array(text).describe("`kind:name` of what must succeed first."),
});
const run = z.object({
  id: text,
  name: text,
  url: text,
  state: z.object({ type: text, name: text, message: text.nullable() }).nullable(),
});
const head = {
  version: z.literal(1).describe("Changes when a field goes or changes its meaning, not when one comes."),
  target: target.optional(),
  diagnostics: z.array(diagnostic).optional(),
  error: error.optional(),
};
const plan = {
  ...head,
  plan: z
    .object({
      changes: z.array(change).describe("In an order in which they can be made."),
      unchanged: z.int().describe("How many components are as declared."),
      orphans: z
        .array(z.object({ ...named.shape, owner, protected: z.boolean().optional() }))
        .describe("Ours and no longer declared."),
    })
    .optional(),
  unchanged: z.array(named).optional(),
};
const job = z.object({
  flow: text,
  name: text,
  environment: text,
  pool: text.nullable(),
  configuration: z
    .record(text, json)
    .nullable()
    .describe("Without what the worker adds for one run; null where the pool's template is not known."),
  values: z.array(
    z.object({
      path: text,
      value: json,
      origin: z
        .enum(["template", "pool", "deployment"])
        .describe("Fixed in the template, the default of a variable, or a job variable."),
      recipe: text.optional(),
      location: location.optional(),
      atRunTime: z.boolean().optional().describe("Holds what the worker looks up for each run."),
    }),
  ),
});
const deployed = z.object({ flow: text, name: text, id: text, url: text });
const outcome = z.object({
  action,
  ...named.shape,
  owner,
  status: z.enum(["done", "failed", "skipped"]),
  reason: text.optional(),
  code: text.optional(),
  hint: text.optional(),
});
const shortRun = z.object({ id: text, name: text, state: text, time: text });
const status = z.object({
  ...deployed.shape,
  environment: text,
  paused: z.boolean(),
  version: text.nullable(),
  schedules: z.array(
    z.object({
      slug: text.nullable(),
      active: z.boolean(),
      timing: z.looseObject({}).describe("As in Prefect's API: cron, interval or rrule."),
    }),
  ),
  workPool: text.nullable(),
  sync: z.enum(["in-sync", "changed", "not-declared", "unknown"]),
  pickup: z.object({
    by: z.enum(["worker", "push", "managed"]).nullable().describe("Who takes its runs; null: nobody."),
    workers: z.int(),
    reasons: z.array(text),
  }),
  lastRun: shortRun.optional(),
  nextRun: shortRun.optional(),
  nextRuns: z.array(shortRun),
});
const worker = z.object({
  pool: text,
  name: text,
  status: z.enum(["ONLINE", "OFFLINE"]),
  lastHeartbeat: text.nullable(),
  process: z.object({ pid: z.int(), logFile: text }).optional(),
});

/** What `--json` prints, by command. A command that failed early has `version` and `error` alone. */
export const jsonDocuments = {
  plan: z.object({ ...plan, jobs: z.array(job).optional().describe("With --render.") }),
  deploy: z.object({
    ...plan,
    outcomes: z.array(outcome).optional(),
    deployments: z.array(deployed).optional().describe("The declared ones that Prefect has now."),
    notes: z.array(text).optional(),
    smokeRun: run.optional(),
  }),
  status: z.object({
    ...head,
    deployments: z.array(status).optional(),
    workers: z.array(worker).optional(),
    workerCounts: z
      .array(z.object({ pool: text, desired: z.int(), online: z.int() }))
      .optional()
      .describe("Of each pool for which a worker is declared."),
    missing: z.array(z.object({ flow: text, name: text, environment: text })).optional(),
  }),
  drift: z.object({
    ...head,
    drifted: z
      .array(z.object({ ...named.shape, owner, state: z.enum(["changed", "gone"]), fields: z.array(field) }))
      .optional(),
    edited: z.array(named).optional().describe("Declared otherwise than at the last deploy."),
    unchanged: z.int().optional(),
  }),
} as const;

/**
 * The JSON Schema of a document.
 *
 * @param form `open` lets in fields that nobody described yet, as readers of the documents should; `closed` does not
 */
export function jsonSchemaOf(document: keyof typeof jsonDocuments, form: "open" | "closed"): object {
  const schema = z.toJSONSchema(jsonDocuments[document], { io: form === "open" ? "input" : "output" });
  return { ...schema, title: `meta-prefect ${document} --json, version 1` };
}

import { z } from "zod";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { ExecutedDeployment, ExecutedRun, Orchestration, RunState } from "../interfaces/run-api.ts";

const json: z.ZodType<Json> = z.json();
const object = z.record(z.string(), json);

const state = z.object({
  type: z.enum([
    "SCHEDULED",
    "PENDING",
    "RUNNING",
    "COMPLETED",
    "FAILED",
    "CRASHED",
    "CANCELLED",
    "CANCELLING",
    "PAUSED",
  ]),
  name: z.string().nullish(),
  message: z.string().nullish(),
  data: z.unknown(),
  state_details: object.nullish(),
});

const run = z.object({
  id: z.string(),
  name: z.string(),
  flow_id: z.string(),
  deployment_id: z.string().nullish(),
  parameters: object.nullish(),
  run_count: z.number().default(0),
  tags: z.array(z.string()).default([]),
  parent_task_run_id: z.string().nullish(),
  job_variables: object.nullish(),
  empirical_policy: z.object({ retries: z.number().nullish() }).nullish(),
  state: state.nullish(),
});

const orchestration = z.object({
  status: z.enum(["ACCEPT", "REJECT", "WAIT", "ABORT"]),
  state: state.nullish(),
  details: z.object({ delay_seconds: z.number().nullish(), reason: z.string().nullish() }).nullish(),
});

const deployment = z.object({
  id: z.string(),
  name: z.string(),
  entrypoint: z.string().nullish(),
  job_variables: object.nullish(),
});
const pool = z.object({ type: z.string(), base_job_template: object });
const scheduled = z.array(z.object({ flow_run: run }));
const lease = z.object({ lease_id: z.string(), limits: z.array(z.unknown()) });

function parse<Type>(shape: z.ZodType<Type>, answer: Json | undefined, what: string): Type {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new MetaPrefectError(
    "unexpected-prefect-answer",
    `Prefect answers ${what} in a form that we do not know: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
    {
      hint: "check that PREFECT_API_URL is the API of a Prefect 3 server, and that no proxy changes its answers",
    },
  );
}

function stateOf(answer: z.output<typeof state>): RunState {
  return {
    type: answer.type,
    name: answer.name ?? answer.type,
    message: answer.message ?? null,
    data: json.safeParse(answer.data).data ?? null,
    state_details: answer.state_details ?? {},
  };
}

function runOf(found: z.output<typeof run>): ExecutedRun {
  return {
    id: found.id,
    name: found.name,
    flow_id: found.flow_id,
    deployment_id: found.deployment_id ?? null,
    parameters: found.parameters ?? {},
    run_count: found.run_count,
    tags: found.tags,
    parent_task_run_id: found.parent_task_run_id ?? null,
    job_variables: found.job_variables ?? {},
    retries: found.empirical_policy?.retries ?? null,
    state: found.state == null ? null : stateOf(found.state),
  };
}

/** Reads what a runner uses of Prefect's answers, each checked. Throws `unexpected-prefect-answer`. */
export const reader = {
  identified: (answer: Json | undefined, what: string): { readonly id: string } =>
    parse(z.object({ id: z.string() }), answer, what),
  deployment: (answer: Json | undefined): ExecutedDeployment => {
    const { entrypoint, job_variables: variables, ...rest } = parse(deployment, answer, "a deployment");
    return { ...rest, entrypoint: entrypoint ?? null, job_variables: variables ?? {} };
  },
  lease: (answer: Json | undefined): z.output<typeof lease> => parse(lease, answer, "a lease of slots"),
  run: (answer: Json | undefined): ExecutedRun => runOf(parse(run, answer, "a flow run")),
  runs: (answer: Json | undefined): readonly ExecutedRun[] =>
    parse(z.array(run), answer, "flow runs").map(runOf),
  /** As a work pool hands them out. */
  scheduled: (answer: Json | undefined): readonly ExecutedRun[] =>
    parse(scheduled, answer, "scheduled flow runs").map((one) => runOf(one.flow_run)),
  pool: (answer: Json | undefined): z.output<typeof pool> => parse(pool, answer, "a work pool"),
  orchestration: (answer: Json | undefined): Orchestration => {
    const { status, state: known, details } = parse(orchestration, answer, "a proposed state");
    const reason = details?.reason ?? "";
    if (status === "WAIT") return { status, delaySeconds: details?.delay_seconds ?? 1, reason };
    if (status === "ABORT" || known == null) return { status: "ABORT", reason };
    return { status, state: stateOf(known) };
  },
};

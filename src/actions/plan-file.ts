import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { Change } from "../interfaces/plan.ts";
import type { PlanOptions } from "../interfaces/options.ts";
import { observationDigests } from "../resolver/observation-digests.ts";
import { componentKey } from "../util/component-key.ts";
import { digitsInJson, parseExactJson } from "../util/exact-integer.ts";
import { renderBuild } from "./render.ts";
import { renderedFile } from "./rendered.ts";
import type { Looked, Prepared } from "./prepare.ts";

const format = "meta-prefect plan";
const json: z.ZodType<Json> = z.json();

/** What `plan --out` writes: what is wanted, what was seen (as digests only), and what is to be done. */
const planFile = z.object({
  format: z.literal(format),
  version: z.literal(1),
  api: z.string(),
  options: z.object({
    adopt: z.boolean(),
    prune: z.boolean().exactOptional(),
    maxDeletes: z.number().exactOptional(),
    partial: z.boolean(),
  }),
  wanted: renderedFile,
  seen: z.record(z.string(), z.string()),
  changes: z.array(json),
});

/** A plan file, checked. */
export type PlanFile = z.output<typeof planFile>;

/** Writes a plan for `applyFile`. It holds no secret: a secret is wanted by its reference, and seen as a digest. */
export async function writePlanFile(
  file: string,
  { result, ready }: Required<Pick<Prepared, "result" | "ready">>,
  { adopt = false, prune, maxDeletes }: PlanOptions,
): Promise<void> {
  const { api, ...target } = result.target;
  const content = {
    ...{ format, version: 1, api: api ?? "" },
    options: {
      ...{ adopt, partial: ready.partial },
      ...(prune !== undefined && { prune }),
      ...(maxDeletes !== undefined && Number.isFinite(maxDeletes) && { maxDeletes }),
    },
    wanted: { target, ...renderBuild(ready.build) },
    seen: digestsOf({ result, observation: ready.observation }, ready.build),
    changes: result.plan.changes.map(essence),
  };
  await writeFile(file, `${digitsInJson(JSON.stringify(content, null, 2))}\n`);
}

/** @throws MetaPrefectError `bad-plan-file` */
export async function readPlanFile(file: string): Promise<PlanFile> {
  const bad = (reason: string, cause?: unknown): MetaPrefectError =>
    new MetaPrefectError("bad-plan-file", `${file} ${reason}`, {
      hint: "write it with `meta-prefect plan --out FILE`",
      cause,
    });
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    throw bad("cannot be read", cause);
  });
  let content: unknown;
  try {
    content = parseExactJson(text);
  } catch (cause) {
    throw bad("is not JSON", cause);
  }
  const result = planFile.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw bad(`is not a plan of this version: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** Digests of all that a plan is based on. */
export function digestsOf(
  { observation, result }: Looked,
  { components }: NonNullable<Prepared["ready"]>["build"],
): Readonly<Record<string, string>> {
  const keys = components.map(({ component }) => componentKey(component));
  return observationDigests(observation, keys, result.target.environments);
}

/** What is promised of a change. Where a value comes from is no part of it: a plan file does not carry that. */
export function essence({ action, kind, name, owner, fields, replaces }: Change): Json {
  const plain = {
    ...{ action, kind, name, project: owner.project, environment: owner.environment },
    ...(replaces !== undefined && { replaces }),
    fields: fields.map(({ path, have, want }) => ({
      path,
      ...(have !== undefined && { have }),
      ...(want !== undefined && { want }),
    })),
  };
  return plain;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createFlowReader } from "../../src/flows/create-flow-reader.ts";
import { parseExactJson } from "../../src/util/exact-integer.ts";
import { flow } from "../../src/flows/flow.ts";

/**
 * How a case is counted.
 *
 * - `equal`: the reader claims to know (no reasons) and name, description and parameter schema are Prefect's, and so is every option
 *   that it does not say to be unknown; or Prefect rejects the
 *   entrypoint and the reader gives no flow, or gives one with reasons; or Prefect read the file only through its fallback, so that its
 *   result depends on what is installed, and the reader declines with a reason. These are counted besides as `byDeclining`.
 * - `declined`: the reader says with a located reason that it cannot know, where Prefect gives a flow.
 * - `wrong`: the reader claims to know and something differs, or claims a flow that Prefect rejects.
 *
 * The truth of a case is `with_stubs` where it is there (a machine that has the libraries), else the loaded result.
 */
export type Verdict = "equal" | "declined" | "wrong";

/** What became of one case. */
export interface Result {
  readonly id: string;
  readonly feature: string;
  readonly verdict: Verdict;
  /** Equal, as Prefect too has no result, or one that depends on what is installed. */
  readonly byDeclining: boolean;
  /** Differences or reasons, for people. */
  readonly notes: readonly string[];
}

const truthShape = z.looseObject({
  error: z.unknown().optional(),
  loaded_by: z.string().optional(),
  name: z.string().optional(),
  description: z.string().nullable().optional(),
  parameter_openapi_schema: z.unknown().optional(),
  kwargs: z.record(z.string(), z.unknown()).default({}),
});
const expectedShape = truthShape.extend({ with_stubs: truthShape.optional() });
const indexShape = z.record(
  z.string(),
  z.object({ feature: z.string(), about: z.string(), python: z.string() }),
);

/** The cases of a folder with their features and Python versions. */
export function readIndex(folder: string): z.infer<typeof indexShape> {
  return indexShape.parse(JSON.parse(readFileSync(join(folder, "index.json"), "utf8")));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}

/** Where two JSON values differ under the corpus's rules: key order does not matter, the order of lists does. */
export function differences(actual: unknown, expected: unknown, path = ""): string[] {
  if (isObject(expected) && Array.isArray(expected["$unordered"])) {
    const sorted = (list: readonly unknown[]): string =>
      JSON.stringify(list.map((item) => JSON.stringify(item)).toSorted());
    return Array.isArray(actual) && sorted(actual) === sorted(expected["$unordered"])
      ? []
      : [`${path}: not the same list in any order`];
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    if (actual.length !== expected.length)
      return [`${path}: ${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`];
    return actual.flatMap((item, index) => differences(item, expected[index], `${path}[${String(index)}]`));
  }
  if (isObject(actual) && isObject(expected)) {
    const keys = new Set([...Object.keys(actual), ...Object.keys(expected)]);
    const found = [...keys].flatMap((key) => differences(actual[key], expected[key], `${path}.${key}`));
    const isOrdered = path.endsWith("schema.properties");
    return isOrdered && found.length === 0 && Object.keys(actual).join() !== Object.keys(expected).join()
      ? [`${path}: the order of the parameters`]
      : found;
  }
  return actual === expected ? [] : [`${path}: ${shown(actual)} is not ${shown(expected)}`];
}

/** Whether an option, or a part of it, is said not to be known. */
function isUnknown(option: unknown): boolean {
  return JSON.stringify(option ?? null).includes('"$unknown"');
}

/** Reads one case and compares it with what Prefect said. */
export async function checkCase(
  folder: string,
  id: string,
  meta: { readonly feature: string; readonly python: string },
): Promise<Result> {
  const root = join(folder, "cases", id);
  const expected = expectedShape.parse(parseExactJson(readFileSync(join(root, "expected.json"), "utf8")));
  const truth = expected.with_stubs ?? expected;
  const entrypoint = readFileSync(join(root, "entrypoint.txt"), "utf8").trimEnd();
  const rejected = truth.error !== undefined;
  const mayDecline = rejected || truth.loaded_by === "namespace";
  const done = (verdict: Verdict, notes: readonly string[]): Result => ({
    id,
    feature: meta.feature,
    verdict: verdict === "declined" && mayDecline && notes.length > 0 ? "equal" : verdict,
    byDeclining: verdict === "declined" && mayDecline,
    notes,
  });
  if (entrypoint.endsWith(":")) return done(rejected ? "declined" : "wrong", ["not an entrypoint"]);
  const reader = createFlowReader({ root, env: {}, pythonMinor: Number(meta.python.split(".")[1]) });
  const reading = await reader.read(flow(entrypoint));
  if (reading.flow === undefined) {
    const notes = reading.diagnostics.map(
      ({ code, message, location }) =>
        `${code} ${message} ${location === undefined ? "" : `${location.file}:${String(location.line)}`}`,
    );
    return done("declined", notes);
  }
  const { name, description, parameterSchema, options = {}, reasons } = reading.flow;
  if (reasons.length > 0)
    return done(
      "declined",
      reasons.map(
        ({ message, location, parameter }) =>
          `${parameter ?? "flow"}: ${message} ${location.file}:${String(location.line)}`,
      ),
    );
  if (rejected) return done("wrong", ["Prefect rejects this entrypoint"]);
  const schema: unknown = JSON.parse(JSON.stringify(parameterSchema).replaceAll(root, "<case>"));
  const claimed = Object.entries(truth.kwargs).filter(([key]) => !isUnknown(options[key]));
  const known = Object.fromEntries(claimed.map(([key]) => [key, options[key]]));
  const found = differences(
    { name, description, schema, options: known },
    {
      name: truth.name,
      description: truth.description,
      schema: truth.parameter_openapi_schema,
      options: Object.fromEntries(claimed),
    },
  );
  return done(found.length === 0 ? "equal" : "wrong", found);
}

/** Counts by feature class. */
export function table(results: readonly Result[]): string {
  const features = [...new Set(results.map(({ feature }) => feature))].toSorted();
  const row = (name: string, list: readonly Result[]): string => {
    const count = (verdict: Verdict): string =>
      String(list.filter((result) => result.verdict === verdict).length).padStart(9);
    return `${name.padEnd(22)}${String(list.length).padStart(6)}${count("equal")}${count("wrong")}${count("declined")}`;
  };
  return [
    "feature                cases    equal    wrong declined",
    ...features.map((feature) =>
      row(
        feature,
        results.filter((result) => result.feature === feature),
      ),
    ),
    row("all", results),
    `${String(results.filter(({ byDeclining }) => byDeclining).length)} of the equal ones by declining: Prefect rejects them, or reads them by its fallback`,
  ].join("\n");
}

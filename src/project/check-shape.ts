import type { z } from "zod";
import { problem } from "../errors/diagnostics.ts";
import type { Code } from "../errors/codes.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import { describeIssues } from "../util/describe-issues.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { isMapping, type Path, valueAt } from "./path.ts";

/** A value after checking it. */
export interface Checked<Value> {
  /** What fits the schema, wrong parts left out; undefined where that is impossible. */
  readonly value: Value | undefined;
  /** Paths below the value that were refused. */
  readonly refused: readonly Path[];
  /** Whether anything else than keys that nobody knows was refused. */
  readonly broken: boolean;
}

/** How to speak about mistakes. */
export interface Speech {
  readonly unknown: Code;
  readonly missing: Code;
  readonly invalid: Code;
  readonly unknownMessage: (key: string) => string;
  /** The value as the file has it, before interpolation: messages never show what a variable of the process holds. */
  readonly written: unknown;
  /** Where the value at a path stands, or its key. */
  readonly locate: (path: Path, part: "key" | "value") => Diagnostic["location"];
}

/** Checks a value against a schema, reports every mistake once, and goes on with what is left. */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  speech: Speech,
  report: (diagnostic: Diagnostic) => void,
  known: readonly Path[] = [],
): Checked<z.output<Schema>> {
  const result = schema.safeParse(value);
  if (result.success) return { value: result.data, refused: [], broken: false };
  const { issues } = result.error;
  for (const issue of issues) {
    if (known.some((path) => startsWith(issue.path, path))) continue;
    for (const diagnostic of describe(issue, schema, speech)) report(diagnostic);
  }
  const refused = issues.flatMap((issue) =>
    issue.code === "unrecognized_keys" ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  ) as Path[];
  const rest = schema.safeParse(without(value, refused));
  const broken = issues.some((issue) => issue.code !== "unrecognized_keys");
  return { value: rest.success ? rest.data : undefined, refused, broken };
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, speech: Speech): Diagnostic[] {
  const unknown = issue.code === "unrecognized_keys";
  const written = maskSecrets(speech.written);
  return describeIssues([issue], written, schema).map(({ path, message, hint }) => {
    const name = path.join(".");
    const missing = !unknown && valueAt(written, path) === undefined;
    const location = speech.locate(path, unknown ? "key" : "value");
    const rest = { ...(hint !== undefined && { hint }), ...(location && { location }) };
    if (unknown) return problem(speech.unknown, speech.unknownMessage(path.at(-1) ?? ""), rest);
    const subject = name === "" ? "" : `${name}: `;
    return problem(missing ? speech.missing : speech.invalid, subject + message, rest);
  });
}

function startsWith(path: readonly PropertyKey[], beginning: Path): boolean {
  return (
    beginning.length <= path.length && beginning.every((key, index) => String(key) === String(path[index]))
  );
}

/** A copy of a value without what stands at these paths. */
function without(value: unknown, paths: readonly Path[]): unknown {
  if (paths.length === 0) return value;
  if (paths.some((path) => path.length === 0)) return undefined;
  const below = (key: string | number): Path[] =>
    paths.filter((path) => String(path[0]) === String(key)).map((path) => path.slice(1));
  const keep = (key: string | number): boolean => !below(key).some((path) => path.length === 0);
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => (keep(index) ? [without(item, below(index))] : []));
  }
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (keep(key) ? [[key, without(inner, below(key))]] : [])),
  );
}

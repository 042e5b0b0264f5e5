import type { z } from "zod";
import { candidatesHint } from "./did-you-mean.ts";

/** One mistake in a checked value, in our words. */
export interface DescribedIssue {
  /** Keys from the checked value to the mistake. */
  readonly path: readonly string[];
  /** Lower case, with the wrong value in it, no period. */
  readonly message: string;
  readonly hint?: string;
}

type Issue = z.core.$ZodIssue;

/**
 * Says what a zod schema refused, one entry for each mistake. A custom issue's `params.hint` becomes the hint.
 *
 * @param given The value that was checked.
 * @param schema Used to suggest the key that a misspelt one most likely means.
 */
export function describeIssues(
  issues: readonly Issue[],
  given: unknown,
  schema: z.ZodType,
): DescribedIssue[] {
  return issues.flatMap((issue) => describe(issue, given, schema));
}

function describe(issue: Issue, given: unknown, schema: z.ZodType): DescribedIssue[] {
  const path = issue.path.map(String);
  if (issue.code === "unrecognized_keys") {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `unknown key "${key}"`,
      hint: candidatesHint(key, known),
    }));
  }
  if (issue.code === "invalid_union") return describeUnion(issue, given, schema);
  const value = at(given, path);
  if (issue.code === "custom") return [{ path, message: issue.message, ...hintOf(issue.params) }];
  if (value === undefined) return [{ path, message: `missing, ${expectation(issue)}` }];
  return [{ path, message: `${shown(value)} is not valid: ${expectation(issue)}` }];
}

/** The branch that came furthest says what is wrong; where none went deeper, all say what they would take. */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  given: unknown,
  schema: z.ZodType,
): DescribedIssue[] {
  const path = issue.path.map(String);
  const deeper = issue.errors.find((branch) =>
    branch.every((inner) => inner.code !== "invalid_type" || inner.path.length > 0),
  );
  if (deeper !== undefined && deeper.length > 0) {
    return deeper.flatMap((inner) =>
      describe({ ...inner, path: [...issue.path, ...inner.path] }, given, schema),
    );
  }
  const wanted = [...new Set(issue.errors.flatMap((branch) => branch.slice(0, 1).map(expectation)))];
  const text =
    wanted.length === 0 ? "no form of it fits" : wanted.join(" or ").replaceAll(" or expected ", " or ");
  const value = at(given, path);
  return [
    { path, message: value === undefined ? `missing, ${text}` : `${shown(value)} is not valid: ${text}` },
  ];
}

/** Zod's own words without its heading and without the type that it got: the value is shown instead. */
function expectation(issue: Issue): string {
  const text = issue.message.replace(/^(Invalid|Too)[^:]*: /, "").replace(/, received .*$/, "");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function hintOf(parameters: Readonly<Record<string, unknown>> | undefined): { readonly hint?: string } {
  const hint = parameters?.["hint"];
  return typeof hint === "string" ? { hint } : {};
}

function shown(value: unknown): string {
  // Undefined for what JSON does not know; a value of that kind is named by its type.
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return `a ${typeof value}`;
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

function at(given: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    given,
  );
}

/** Names that the object schema at a path knows; empty where the path leads to none. */
function knownKeys(schema: z.ZodType, path: readonly string[]): string[] {
  let definition: z.core.$ZodTypeDef | undefined = schema.def;
  for (const key of [...path, undefined]) {
    definition = innermost(definition);
    if (key === undefined) break;
    definition = child(definition, key);
  }
  const shape = definition === undefined ? undefined : (definition as Partial<z.core.$ZodObjectDef>).shape;
  return Object.keys(shape ?? {});
}

/** Below `optional`, `default` and `nullable`. */
function innermost(definition: z.core.$ZodTypeDef | undefined): z.core.$ZodTypeDef | undefined {
  const inner = (definition as Partial<z.core.$ZodOptionalDef> | undefined)?.innerType;
  return inner === undefined ? definition : innermost(inner._zod.def);
}

function child(definition: z.core.$ZodTypeDef | undefined, key: string): z.core.$ZodTypeDef | undefined {
  const { shape } = (definition ?? {}) as Partial<z.core.$ZodObjectDef>;
  const { element } = (definition ?? {}) as Partial<z.core.$ZodArrayDef>;
  return (shape?.[key] ?? element)?._zod.def;
}

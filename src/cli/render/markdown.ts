import { redact } from "../../errors/redact.ts";
import type { Change, DeployResult, Diagnostic, DriftResult, FieldChange, PlanResult } from "../../index.ts";
import { cut } from "./escape.ts";
import { countChanges, renderOrphans, renderTarget } from "./plan.ts";
import { count } from "./table.ts";

/** GitHub takes comments of 65,536 characters. */
const longest = 60_000;
/** Characters of a value that are shown. */
const valueWidth = 80;
const marks = { create: "+", update: "~", adopt: "~", rename: "~", delete: "-" } as const;

/** A piece of text that Markdown leaves as it is, in one line. */
function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
  const fence = "`".repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const gap = fence.length > 1 ? " " : "";
  return `${fence}${gap}${line}${gap}${fence}`;
}

function value(json: FieldChange["have"], instead: string): string {
  return json === undefined ? instead : code(cut(JSON.stringify(json), valueWidth));
}

function fieldTable(fields: readonly FieldChange[]): readonly string[] {
  const rows = fields.map(
    ({ path, have, want, because }) =>
      `| ${code(path)} | ${value(have, "–")} | ${value(want, "–")} | ${because === undefined ? "" : code(because)} |`,
  );
  return ["| field | now | then | because |", "| --- | --- | --- | --- |", ...rows];
}

function changeLines(change: Change): readonly string[] {
  const line = `${marks[change.action]} ${change.kind} ${code(change.name)}`;
  if (change.fields.length === 0 || change.action === "create") return [`- ${line}`, ""];
  const many = count(change.fields.length, "field");
  return [
    `<details><summary>${line.replaceAll("`", "")} (${many})</summary>`,
    "",
    ...fieldTable(change.fields),
    "",
    "</details>",
    "",
  ];
}

function diagnosticLines(diagnostics: readonly Diagnostic[]): readonly string[] {
  if (diagnostics.length === 0) return [];
  const lines = diagnostics.map(({ severity, message, code: known, location }) => {
    const place = location === undefined ? "" : ` at ${code(`${location.file}:${String(location.line)}`)}`;
    return `- **${severity}** ${known}: ${code(message)}${place}`;
  });
  return ["", ...lines];
}

/** Goes into files, which nothing else keeps secrets out of. */
function limited(lines: readonly string[]): string {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines.map(redact)) {
    length += line.length + 1;
    if (length > longest) return `${[...kept, "", "… and more: run `meta-prefect plan -v`."].join("\n")}\n`;
    kept.push(line);
  }
  return `${kept.join("\n")}\n`;
}

/**
 * A plan as Markdown. The first line is the same for every plan of a project and environment, so
 * that a comment can be found again and written anew.
 */
export function markdownPlan(result: PlanResult): string {
  const { plan, target } = result;
  return limited([
    `<!-- meta-prefect ${target.project} ${target.environments.join(" ")} -->`,
    `### Plan: ${renderTarget(target)}`,
    ...body(result, plan.changes, countChanges(plan.changes, "future")),
  ]);
}

/** What a deploy did, as Markdown. */
export function markdownDeploy(result: DeployResult): string {
  const done = result.outcomes.filter(({ status }) => status === "done").map(({ change }) => change);
  const open = result.outcomes.filter(({ status }) => status !== "done");
  return limited([
    `### Deploy: ${renderTarget(result.target)}`,
    ...body(result, done, countChanges(done, "past")),
    ...open.map(
      ({ change: { kind, name }, status, reason = "" }) =>
        `- **${status}** ${kind} ${code(name)}${reason === "" ? "" : `: ${code(reason)}`}`,
    ),
  ]);
}

function body(result: PlanResult, changes: readonly Change[], counts: readonly string[]): readonly string[] {
  const { plan, diagnostics } = result;
  const failed = diagnostics.some(({ severity }) => severity === "error");
  const sentence = [...counts, `${String(plan.unchanged)} unchanged`].join(", ");
  return [
    "",
    failed ? "Nothing was written: there are mistakes." : `${sentence}.${renderOrphans(result)}`,
    ...diagnosticLines(diagnostics),
    "",
    ...changes.flatMap(changeLines),
  ];
}

/** Drift as Markdown. */
export function markdownDrift({ target, drifted, unchanged, diagnostics }: DriftResult): string {
  const lines = drifted.flatMap(({ kind, name, state, fields }) => [
    `- ${kind} ${code(name)}: ${state}`,
    "",
    ...(fields.length > 0 ? [...fieldTable(fields), ""] : []),
  ]);
  return limited([
    `### Drift: ${renderTarget(target)}`,
    "",
    drifted.length === 0
      ? "No drift."
      : `${count(drifted.length, "thing")} drifted, ${String(unchanged)} as deployed.`,
    ...diagnosticLines(diagnostics),
    "",
    ...lines,
  ]);
}

import type { DeployResult, Outcome } from "../../index.ts";
import { escape, escapeLines } from "./escape.ts";
import type { Palette } from "./palette.ts";
import { countChanges, renderChanges, renderOrphans, renderTarget, renderUnchanged } from "./plan.ts";
import { table } from "./table.ts";

function withStatus(result: DeployResult, status: Outcome["status"]): readonly Outcome[] {
  return result.outcomes.filter((outcome) => outcome.status === status);
}

/** What was done: the changes, the counts, the notes, and how to run what is new. */
export function renderDeploy(result: DeployResult, colours: Palette, verbose: boolean): string {
  const done = withStatus(result, "done").map(({ change }) => change);
  const [failed, skipped] = [withStatus(result, "failed").length, withStatus(result, "skipped").length];
  const changes = renderChanges(done, colours, verbose);
  const counts = [
    ...countChanges(done, "past"),
    ...(failed > 0 ? [`${String(failed)} failed`] : []),
    ...(skipped > 0 ? [`${String(skipped)} skipped`] : []),
  ];
  const unchanged = `${String(result.plan.unchanged)} unchanged`;
  const summary =
    counts.length > 0 ? `${[...counts, unchanged].join(", ")}.` : `Nothing to deploy, ${unchanged}.`;
  const addresses = verbose
    ? table(result.deployments.map(({ flow, name, id, url }) => [escape(`${flow}/${name}`), id, url]))
    : [];
  const created = done.find(({ kind, action }) => kind === "deployment" && action === "create");
  return [
    renderTarget(result.target),
    ...(changes.length > 0 ? ["", ...changes] : []),
    ...renderUnchanged(result, verbose),
    ...(addresses.length > 0 ? ["", ...addresses] : []),
    "",
    `${summary}${renderOrphans(result)}`,
    ...result.notes.map(escape),
    ...(result.smokeRun
      ? [`Ran ${escape(result.smokeRun.name)}: ${result.smokeRun.state?.name ?? "-"}`]
      : []),
    ...(created ? [`Run it: meta-prefect run ${shellWord(created.name)} --watch`] : []),
    "",
  ].join("\n");
}

/** What failed and what was skipped because of it, and what to do; empty when all was done. */
export function renderDeployFailures(result: DeployResult, colours: Palette): string {
  const failed = withStatus(result, "failed");
  const skipped = withStatus(result, "skipped");
  if (failed.length + skipped.length === 0) return "";
  const all = [...failed, ...skipped].map(({ change }) => change);
  const kindWidth = Math.max(...all.map(({ kind }) => kind.length)) + 3;
  const nameWidth = Math.max(0, ...skipped.map(({ change }) => escape(change.name).length)) + 3;
  const kindOf = ({ change }: Outcome): string => change.kind.padEnd(kindWidth);
  const failures = failed.flatMap((outcome) => {
    const [reason = "", ...more] = escapeLines(outcome.reason ?? "no reason is known");
    return [
      `  ${colours.red("failed")}    ${kindOf(outcome)}${escape(outcome.change.name)}`,
      `      ${reason}${outcome.code === undefined ? "" : `  ${outcome.code}`}`,
      ...more.map((line) => `      ${line}`),
      ...(outcome.hint === undefined ? [] : [`      hint: ${escape(outcome.hint)}`]),
    ];
  });
  const names = new Map<string, string>(
    all.map(({ kind, name }) => [`${kind}:${name}`, `needs ${kind} ${name}`]),
  );
  const skips = skipped.map((outcome) => {
    const because = names.get(outcome.reason ?? "") ?? outcome.reason ?? "";
    const name = escape(outcome.change.name).padEnd(nameWidth);
    return `  ${colours.yellow("skipped")}   ${kindOf(outcome)}${name}${escape(because)}`.trimEnd();
  });
  const next = "What is done stays. Run the same command again for the rest.";
  return ["", ...failures, ...skips, "", next, ""].join("\n");
}

/** A name as a shell takes it. */
function shellWord(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${escape(name).replaceAll("'", "'\\''")}'`;
}

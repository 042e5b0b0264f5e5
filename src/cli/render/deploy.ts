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
    ...(created ? [`Run it: meta-prefect run ${shellWord(created.name)} --watch`] : []),
    "",
  ].join("\n");
}

/** What failed and what was skipped because of it, and what to do; empty when all was done. */
export function renderDeployFailures(result: DeployResult, colours: Palette): string {
  const failed = withStatus(result, "failed");
  const skipped = withStatus(result, "skipped");
  if (failed.length + skipped.length === 0) return "";
  const width = Math.max(...[...failed, ...skipped].map(({ change }) => change.kind.length)) + 3;
  const head = ({ change }: Outcome): string => `${change.kind.padEnd(width)}${escape(change.name)}`;
  const failures = failed.flatMap((outcome) => [
    `  ${colours.red("failed")}    ${head(outcome)}`,
    ...escapeLines(outcome.reason ?? "no reason is known").map((line, index, all) =>
      index === all.length - 1 && outcome.code ? `      ${line}  ${outcome.code}` : `      ${line}`,
    ),
    ...(outcome.hint === undefined ? [] : [`      hint: ${escape(outcome.hint)}`]),
  ]);
  const names = new Map(
    failed.map(({ change }) => [`${change.kind}:${change.name}`, `${change.kind} ${change.name}`]),
  );
  const because = (outcome: Outcome): string => {
    const reason = outcome.reason;
    if (reason === undefined) return "";
    const key = names.get(reason);
    return key === undefined ? `   ${escape(reason)}` : `   needs ${escape(key)}`;
  };
  const skips = skipped.map(
    (outcome) => `  ${colours.yellow("skipped")}   ${head(outcome)}${because(outcome)}`,
  );
  return [...failures, ...skips, "", "What is done stays. Run the same command again for the rest.", ""].join(
    "\n",
  );
}

/** A name as a shell takes it. */
function shellWord(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${escape(name).replaceAll("'", "'\\''")}'`;
}

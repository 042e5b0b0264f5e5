import type { Change, FieldChange, Json, PlanResult, Target } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import type { Palette } from "./palette.ts";
import { table } from "./table.ts";

/** Characters of a value that are shown. */
const valueWidth = 60;
/** Orphans that are named; the rest is counted. */
const named = 5;

const words = {
  create: ["create", "created"],
  update: ["change", "changed"],
  adopt: ["adopt", "adopted"],
  rename: ["rename", "renamed"],
  delete: ["delete", "deleted"],
} as const;
const actions = ["create", "update", "adopt", "rename", "delete"] as const;
/** Actions whose fields are shown without `-v`. */
const detailed: ReadonlySet<Change["action"]> = new Set(["update", "adopt", "rename"]);

/** `acme · dev · http://127.0.0.1:4200/api`. */
export function renderTarget(target: Target): string {
  return [target.project, target.environments.join(", "), target.api ?? ""]
    .filter(Boolean)
    .map(escape)
    .join(" · ");
}

function mark(action: Change["action"], colours: Palette): string {
  if (action === "create") return colours.green("+");
  return action === "delete" ? colours.red("-") : colours.yellow("~");
}

function value(json: Json | undefined, instead: string): string {
  return json === undefined ? instead : cut(escape(JSON.stringify(json)), valueWidth);
}

function fieldRow({ path, have, want, because }: FieldChange): readonly [string, string, string] {
  return [
    escape(path),
    `${value(have, "(none)")} → ${value(want, "(cleared)")}`,
    because === undefined ? "" : escape(because),
  ];
}

function noteOf({ action, replaces }: Change): string {
  if (action === "adopt") return "  (adopt)";
  return replaces === undefined
    ? ""
    : `  (renamed from ${escape(replaces.slice(replaces.indexOf(":") + 1))})`;
}

/** Each change in a line, fields below it; the fields of a new thing only with `-v`. */
export function renderChanges(
  changes: readonly Change[],
  colours: Palette,
  verbose: boolean,
): readonly string[] {
  const shown = (change: Change): readonly FieldChange[] =>
    verbose || detailed.has(change.action) ? change.fields : [];
  const rows = changes.map((change) => shown(change).map(fieldRow));
  const all = rows.flat();
  const kindWidth = Math.max(0, ...changes.map(({ kind }) => kind.length)) + 3;
  const pathWidth = Math.max(26, ...all.map(([path]) => Math.min(path.length, 44))) + 2;
  const valuesWidth = Math.max(0, ...all.map(([, values, because]) => (because ? values.length : 0))) + 5;
  return changes.flatMap((change, index) => [
    `  ${mark(change.action, colours)} ${change.kind.padEnd(kindWidth)}${escape(change.name)}${noteOf(change)}`,
    ...(rows[index] ?? []).map(([path, values, because]) =>
      `      ${path.padEnd(pathWidth)}${because ? values.padEnd(valuesWidth) : values}${because}`.trimEnd(),
    ),
  ]);
}

/** `2 to create, 1 to change` or, of what is done, `2 created, 1 changed`. */
export function countChanges(changes: readonly Change[], tense: "future" | "past"): readonly string[] {
  return actions.flatMap((action) => {
    const many = changes.filter((change) => change.action === action).length;
    if (many === 0) return [];
    return [
      tense === "future" ? `${String(many)} to ${words[action][0]}` : `${String(many)} ${words[action][1]}`,
    ];
  });
}

/** The sentence on what is ours and no longer declared; empty when there is none. */
export function renderOrphans({ plan }: PlanResult): string {
  const leaving = new Set(
    plan.changes.filter(({ action }) => action === "delete").map(({ kind, name }) => `${kind}:${name}`),
  );
  const all = plan.orphans.filter(({ kind, name }) => !leaving.has(`${kind}:${name}`));
  const kept = all.filter((orphan) => orphan.protected === true).map(({ name }) => escape(name));
  const keeping = kept.length === 0 ? "" : ` Protected, and no longer declared: ${kept.join(", ")}.`;
  const orphans = all.filter((orphan) => orphan.protected !== true);
  if (orphans.length === 0) return keeping;
  const names = orphans
    .slice(0, named)
    .map(({ kind, name }) => escape(kind === "deployment" ? name : `${kind} ${name}`));
  const more = orphans.length > named ? `, and ${String(orphans.length - named)} more` : "";
  const them = orphans.length === 1 ? "it" : "them";
  return ` ${String(orphans.length)} no longer declared: ${names.join(", ")}${more} (deploy --prune deletes ${them}).${keeping}`;
}

/** The components that are as declared, in lines; only with `-v`. */
export function renderUnchanged(result: PlanResult, verbose: boolean): readonly string[] {
  if (!verbose || result.unchanged.length === 0) return [];
  return ["", "unchanged:", ...table(result.unchanged.map(({ kind, name }) => [kind, escape(name)]))];
}

/** The plan as a person reads it. */
export function renderPlan(result: PlanResult, colours: Palette, verbose: boolean): string {
  const { plan } = result;
  const counts = countChanges(plan.changes, "future");
  const unchanged = `${String(plan.unchanged)} unchanged`;
  const summary =
    counts.length > 0 ? `${[...counts, unchanged].join(", ")}.` : `Nothing to do, ${unchanged}.`;
  const changes = renderChanges(plan.changes, colours, verbose);
  return [
    renderTarget(result.target),
    ...(changes.length > 0 ? ["", ...changes] : []),
    ...renderUnchanged(result, verbose),
    "",
    `${summary}${renderOrphans(result)}`,
    "",
  ].join("\n");
}

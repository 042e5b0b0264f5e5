import type { DestroyResult, DriftedThing, DriftResult, Json } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import type { Palette } from "./palette.ts";
import { renderChanges, renderTarget } from "./plan.ts";
import { count } from "./table.ts";

/** What was deleted; one line when there was nothing. */
export function renderDestroyed(result: DestroyResult, colours: Palette, verbose: boolean): string {
  const done = result.outcomes.filter(({ status }) => status === "done").map(({ change }) => change);
  const changes = renderChanges(done, colours, verbose);
  const open = result.outcomes.length - done.length;
  const summary =
    result.outcomes.length === 0
      ? "Nothing to destroy."
      : `${String(done.length)} deleted${open > 0 ? `, ${String(open)} not deleted` : ""}.`;
  return [
    renderTarget(result.target),
    ...(changes.length > 0 ? ["", ...changes] : []),
    "",
    summary,
    ...result.notes.map(escape),
    "",
  ].join("\n");
}

/** What was changed in Prefect, with both values. */
export function renderDrift(result: DriftResult, colours: Palette): string {
  const { drifted, edited, unchanged } = result;
  const kindWidth = Math.max(0, ...drifted.map(({ kind }) => kind.length));
  const lines = drifted.flatMap((thing) => driftLines(thing, kindWidth, colours));
  const summary =
    drifted.length === 0
      ? `No drift, ${String(unchanged)} as declared.`
      : `${String(drifted.length)} drifted, ${String(unchanged)} as declared. \`meta-prefect deploy\` puts them right.`;
  const here =
    edited.length === 0
      ? []
      : [`${count(edited.length, "thing")} changed here since the last deploy; see \`meta-prefect plan\`.`];
  return [
    renderTarget(result.target),
    ...(lines.length > 0 ? ["", ...lines] : []),
    "",
    summary,
    ...here,
    "",
  ].join("\n");
}

function driftLines(
  { kind, name, state, fields }: DriftedThing,
  kindWidth: number,
  colours: Palette,
): readonly string[] {
  const mark = state === "gone" ? colours.red("-") : colours.yellow("~");
  const width = Math.max(0, ...fields.map(({ path }) => Math.min(path.length, 44))) + 2;
  return [
    `  ${mark} ${kind.padEnd(kindWidth)}   ${escape(name)}${state === "gone" ? "  gone from Prefect" : ""}`,
    ...fields.map(
      ({ path, want, have }) =>
        `      ${escape(path).padEnd(width)}declared ${value(want)}, Prefect has ${value(have)}`,
    ),
  ];
}

function value(json: Json | undefined): string {
  return json === undefined ? "nothing" : cut(escape(JSON.stringify(json)), 60);
}

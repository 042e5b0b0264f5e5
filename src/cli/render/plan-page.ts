import type { Change, Json, PlanResult } from "../../index.ts";
import { html, renderPage, renderTable } from "./page.ts";

/**
 * A plan as one page that needs nothing else: each change can be unfolded, kinds of changes can be hidden, dark and light
 * follow the reader's system. Works without scripts, but for the filter.
 */
export function renderPlanPage({ target, plan, diagnostics }: PlanResult): string {
  const counts = new Map<string, number>();
  for (const { action } of plan.changes) counts.set(action, (counts.get(action) ?? 0) + 1);
  const title = `${target.project}: ${plan.changes.length === 0 ? "nothing to do" : `${String(plan.changes.length)} changes`}`;
  const filters = [...counts].map(
    ([action, count]) =>
      `<label><input type="checkbox" checked data-action="${html(action)}"> ${html(action)} (${String(count)})</label>`,
  );
  const problems = diagnostics.map(
    ({ severity, code, message, hint, location }) =>
      `<li class="${html(severity)}"><strong>${html(code)}</strong> ${html(message)}${location === undefined ? "" : ` <code>${html(location.file)}:${String(location.line)}</code>`}${hint === undefined ? "" : `<br>${html(hint)}`}</li>`,
  );
  const orphans = plan.orphans.map(({ kind, name }) => `<li>${html(kind)} ${html(name)}</li>`);
  const place = [target.environments.join(", "), target.api ?? "no server"].filter((part) => part !== "");
  const parts = [
    `<p>${html(place.join(" · "))}. ${String(plan.unchanged)} unchanged.</p>`,
    ...(problems.length === 0 ? [] : [`<h2>What to look at</h2><ul>${problems.join("\n")}</ul>`]),
    ...(filters.length === 0 ? [] : [`<fieldset><legend>Show</legend>${filters.join("\n")}</fieldset>`]),
    ...plan.changes.map(section),
    ...(orphans.length === 0
      ? []
      : [
          `<h2>No longer declared</h2><p>A deploy with --prune deletes them.</p><ul>${orphans.join("\n")}</ul>`,
        ]),
  ];
  return renderPage({ title, body: parts.join("\n"), style, script });
}

const marks: Readonly<Record<Change["action"], string>> = {
  create: "+",
  update: "~",
  adopt: "~",
  rename: "~",
  delete: "-",
};

function section({ action, kind, name, owner, fields }: Change): string {
  const head = `<summary><span class="mark" aria-hidden="true">${marks[action]}</span> ${html(action)} <strong>${html(name)}</strong> <span>${html(kind)}, ${html(owner.environment)}</span></summary>`;
  const rows = fields.map(({ path, have, want, because = "" }) => [
    html(path),
    value(have),
    value(want),
    html(because),
  ]);
  const heads = ["field", "in Prefect", "will be", "because of"];
  const table = rows.length === 0 ? "<p>No fields.</p>" : renderTable(`Fields of ${name}`, heads, rows);
  return `<details class="${action}" data-action="${html(action)}">${head}${table}</details>`;
}

function value(json: Json | undefined): string {
  return json === undefined ? "nothing" : `<code>${html(JSON.stringify(json, null, 1))}</code>`;
}

const style = `details{border:1px solid #8888;border-radius:6px;margin:.5rem 0;padding:.3rem .8rem}summary{cursor:pointer}.mark{font:bold 1em ui-monospace,monospace}
.create .mark{color:light-dark(#116329,#6fdd8b)}.delete .mark{color:light-dark(#a40e26,#ff9492)}.update .mark,.adopt .mark,.rename .mark{color:light-dark(#7d4e00,#f0b72f)}
fieldset{border:1px solid #8888;border-radius:6px}label{margin-right:1rem}[hidden]{display:none}`;

const script = `for(const box of document.querySelectorAll("input[data-action]"))box.addEventListener("change",()=>{for(const part of document.querySelectorAll("details"))if(part.dataset.action===box.dataset.action)part.hidden=!box.checked});`;

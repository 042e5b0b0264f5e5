import type { CalendarResult } from "../../index.ts";
import { busiestHour, dayName, momentIn, remarkOf, runsOf, strength, warningsOf } from "./calendar.ts";
import { html, renderPage, renderTable } from "./page.ts";
import { renderTiming } from "./status.ts";
import { count } from "./table.ts";

const hours = Array.from({ length: 24 }, (_, hour) => String(hour));
const cell = { width: 26, height: 20, left: 130, top: 44 };
/** How much of a colour lies over the page, by strength. */
const opacities = ["0", "0.12", "0.24", "0.36", "0.5"];

/** The next weeks as a drawing: a row for each day, a column for each hour. */
export function renderCalendarSvg({ project, timezone, days }: CalendarResult): string {
  const most = busiestHour(days);
  const width = cell.left + 24 * cell.width + 150;
  const height = cell.top + days.length * cell.height + 16;
  const heads = hours.map(
    (hour, index) =>
      `<text x="${String(cell.left + (index + 0.5) * cell.width)}" y="${String(cell.top - 8)}" text-anchor="middle">${hour}</text>`,
  );
  const rows = days.map((day, row) => {
    const y = cell.top + row * cell.height;
    const boxes = day.hours.map((runs, hour) => {
      const about = `${dayName(day.day)}, ${String(hour)} h: ${count(runs, "run")}`;
      return `<rect x="${String(cell.left + hour * cell.width)}" y="${String(y)}" width="${String(cell.width - 2)}" height="${String(cell.height - 2)}" fill-opacity="${opacities[strength(runs, most)] ?? "0"}"><title>${html(about)}</title></rect>${
        runs === 0
          ? ""
          : `<text class="number" x="${String(cell.left + (hour + 0.5) * cell.width - 1)}" y="${String(y + 13)}" text-anchor="middle">${String(runs)}</text>`
      }`;
    });
    const off = day.off === 0 ? "" : ` · day off of ${String(day.off)}`;
    return `<text x="8" y="${String(y + 13)}">${html(dayName(day.day))}</text>${boxes.join("")}<text x="${String(cell.left + 24 * cell.width + 8)}" y="${String(y + 13)}">${html(`${String(runsOf(day))}${off}`)}</text>`;
  });
  const label = `Runs of ${project} in each hour, ${timezone}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${String(width)} ${String(height)}" width="${String(width)}" height="${String(height)}" role="img" aria-label="${html(label)}">
<style>text{font:12px system-ui,sans-serif;fill:currentColor}.number{font-size:10px}rect{fill:#2563eb;stroke:currentColor;stroke-opacity:.25}</style>
<text x="8" y="16">${html(label)}</text>
${[...heads, ...rows].join("\n")}
</svg>
`;
}

/** The next weeks as a page that needs nothing else. */
export function renderCalendarPage(result: CalendarResult): string {
  const { project, api, timezone, from, to, days, schedules } = result;
  const most = busiestHour(days);
  const active = schedules.filter((schedule) => schedule.active);
  const total = active.reduce((sum, { runs }) => sum + runs, 0);
  const warnings = warningsOf(result);
  const place = api === null ? "as the project declares them" : `as ${api} has them`;
  const span = `${momentIn(from, timezone)} to ${momentIn(to, timezone)} (${timezone})`;
  const parts = [
    `<p>${html(`${span}, ${place}: ${count(total, "run")} of ${count(active.length, "schedule")} that are on.`)}</p>`,
    ...section("Too many at once", warnings.overloads),
    `<h2>Runs in each hour</h2>${heatMap(days, most)}`,
    schedules.length === 0
      ? "<p>There is no schedule.</p>"
      : `<h2>Schedules</h2>${renderTable(
          "Schedules",
          ["deployment", "environment", "schedule", "when", "work pool", "runs", "next", "remark"],
          schedules.map((schedule) => {
            const { deployment, environment, slug, timing, workPool, runs, times } = schedule;
            const next = times[0] === undefined ? "-" : momentIn(times[0], timezone);
            const when = renderTiming(timing);
            return [
              ...[deployment, environment, slug, when, workPool ?? "-", String(runs), next],
              remarkOf(schedule),
            ].map(html);
          }),
        )}`,
    ...section("At the same instant", warnings.collisions),
  ];
  return renderPage({ title: `${project}: the next weeks`, body: parts.join("\n"), style });
}

function section(title: string, sentences: readonly string[]): readonly string[] {
  if (sentences.length === 0) return [];
  return [`<h2>${html(title)}</h2><ul>${sentences.map((text) => `<li>${html(text)}</li>`).join("\n")}</ul>`];
}

function heatMap(days: CalendarResult["days"], most: number): string {
  const head = ["day", ...hours, "runs", "day off of"]
    .map((text) => `<th scope="col">${html(text)}</th>`)
    .join("");
  const rows = days.map((day) => {
    const cells = day.hours.map((runs) => {
      const strong = strength(runs, most);
      return strong === 0 ? "<td></td>" : `<td class="s${String(strong)}">${String(runs)}</td>`;
    });
    const off = day.off === 0 ? "" : count(day.off, "schedule");
    return `<tr${day.off === 0 ? "" : ' class="off"'}><th scope="row">${html(dayName(day.day))}</th>${cells.join("")}<td>${String(runsOf(day))}</td><td>${html(off)}</td></tr>`;
  });
  return `<div class="wide" tabindex="0" role="region" aria-label="Runs in each hour"><table class="heat"><thead><tr>${head}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></div>`;
}

const style = `.heat td,.heat th{padding:.1rem .35rem;text-align:right;white-space:nowrap}.heat th[scope=row]{text-align:left;font-weight:400}
.heat .off th{font-weight:700}${opacities.map((part, index) => `.s${String(index)}{background:rgba(37,99,235,${part})}`).join("")}`;

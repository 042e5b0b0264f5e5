import type { DeploymentStatus, StatusResult } from "../../index.ts";
import { html, renderPage, renderTable } from "./page.ts";
import { runOf, schedulesOf, stateOf, syncText } from "./status.ts";
import { count } from "./table.ts";
import { minuteOf } from "./time.ts";

const heads = [
  "deployment",
  "environment",
  "version",
  "state",
  "as declared",
  "schedule",
  "next run",
  "last run",
];

/** What Prefect has of the project, as one page that needs nothing else: what wants attention first. */
export function renderStatusPage({
  target,
  deployments,
  workers,
  missing,
  diagnostics,
}: StatusResult): string {
  const attention = [
    ...diagnostics.map(({ code, message }) => `${code}: ${message}`),
    ...missing.map(({ flow, name }) => `${flow}/${name} is declared and not deployed`),
    ...deployments.filter(isAlone).map(({ flow, name, pickup }) => {
      return `nobody takes the runs of ${flow}/${name}: ${pickup.reasons.join(", ")}`;
    }),
    ...deployments
      .filter(({ sync }) => sync === "changed")
      .map(({ flow, name }) => {
        return `${flow}/${name} is not as it is declared`;
      }),
  ];
  const online = workers.filter(({ status }) => status === "ONLINE").length;
  const place = [target.environments.join(", "), target.api ?? "no server"].filter((part) => part !== "");
  const counts = `${count(deployments.length, "deployment")}, ${count(online, "worker")} online`;
  const parts = [
    `<p>${html(place.join(" · "))}. ${html(counts)}.</p>`,
    attention.length === 0 ? "" : `<h2>What to look at</h2><ul>${attention.map(item).join("\n")}</ul>`,
    deployments.length === 0
      ? ""
      : `<h2>Deployments</h2>${renderTable("Deployments", heads, deployments.map(row))}`,
    workers.length === 0
      ? ""
      : `<h2>Workers</h2>${renderTable(
          "Workers",
          ["worker", "work pool", "state", "last heartbeat"],
          workers.map(({ name, pool, status, lastHeartbeat }) =>
            [name, pool, status.toLowerCase(), lastHeartbeat === null ? "-" : minuteOf(lastHeartbeat)].map(
              html,
            ),
          ),
        )}`,
  ];
  const title = `${target.project}: ${attention.length === 0 ? "all is well" : `${String(attention.length)} to look at`}`;
  return renderPage({ title, body: parts.filter((part) => part !== "").join("\n") });
}

function isAlone({ paused, pickup }: DeploymentStatus): boolean {
  return !paused && pickup.by === null;
}

function item(text: string): string {
  return `<li>${html(text)}</li>`;
}

function row(deployment: DeploymentStatus): readonly string[] {
  const { flow, name, url, environment, version, sync, nextRun, lastRun } = deployment;
  return [
    `<a href="${html(url)}">${html(`${flow}/${name}`)}</a>`,
    ...[
      environment,
      version ?? "-",
      stateOf(deployment),
      syncText[sync],
      schedulesOf(deployment),
      runOf(nextRun).replace(/ Scheduled$/, ""),
      runOf(lastRun),
    ].map(html),
  ];
}

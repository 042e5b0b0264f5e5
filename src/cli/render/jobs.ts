import type { DeploymentJob, JobValue } from "../../index.ts";
import { cut, escape } from "./escape.ts";
import { table } from "./table.ts";

/** Characters of a value that are shown without `-v`. */
const valueWidth = 60;

function originOf({ origin, recipe, location }: JobValue): string {
  const place = location && `${location.file}:${String(location.line)}`;
  return [origin, recipe && `recipe ${recipe}`, place]
    .filter(Boolean)
    .map((part) => escape(String(part)))
    .join(", ");
}

function renderJob(
  { flow, name, pool, configuration, values }: DeploymentJob,
  verbose: boolean,
): readonly string[] {
  const title = escape(`${flow}/${name}`);
  if (pool === null) return ["", `job of ${title}: none, as it has no work pool`];
  const where = `job of ${title} in work pool ${escape(pool)}`;
  if (configuration === null) return ["", `${where}: not known before the pool has a template`];
  const shown = (value: JobValue["value"]): string => {
    const text = escape(JSON.stringify(value));
    return verbose ? text : cut(text, valueWidth);
  };
  const rows = values.map((value) => [
    escape(value.path),
    shown(value.value),
    `${originOf(value)}${value.atRunTime === true ? " (looked up for each run)" : ""}`,
  ]);
  return ["", `${where}:`, ...table(rows)];
}

/** The job of each deployment: its values and where each comes from; empty when none were asked for. */
export function renderJobs(jobs: readonly DeploymentJob[] | undefined, verbose: boolean): string {
  if (jobs === undefined || jobs.length === 0) return "";
  return `${jobs.flatMap((job) => renderJob(job, verbose)).join("\n")}\n`;
}

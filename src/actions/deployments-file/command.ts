import type { Json } from "../../interfaces/json.ts";
import type { FileDeployment } from "./shape.ts";

/** The command of Prefect 2 that says the same of a deployment, for a shell. */
export function equivalentCommand(deployment: FileDeployment, block: string | undefined): string {
  const { entrypoint, name, parameters, tags, schedule, work_pool: pool, version } = deployment;
  const { cron, interval, rrule, timezone } = schedule ?? {};
  const anchor = schedule?.["anchor-date"] ?? schedule?.anchor_date;
  const options: readonly (readonly [string, string | number | null | undefined])[] = [
    ["params", parameters && pythonJson(parameters)],
    ...(tags ?? []).map((tag) => ["tag", tag] as const),
    ["cron", cron],
    ["interval", interval],
    ["rrule", rrule],
    ["timezone", timezone],
    ["anchor-date", anchor],
    ["pool", pool?.name],
    ["work-queue", pool?.work_queue_name],
    ["version", version],
  ];
  return [
    `prefect deployment build ${quoted(entrypoint)} -n ${quoted(name)} -a --skip-upload`,
    ...(block === undefined ? [] : [`-ib ${quoted(block)}`]),
    ...options.flatMap(([option, value]) =>
      value === undefined || value === null ? [] : [`--${option}=${quoted(String(value))}`],
    ),
  ].join(" ");
}

/** As Python's `json.dumps` writes it: blanks behind commas and colons, and ASCII alone. */
function pythonJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => pythonJson(item)).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{${Object.entries(value)
      .map(([key, inner]) => `${pythonJson(key)}: ${pythonJson(inner)}`)
      .join(", ")}}`;
  return JSON.stringify(value).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** As Python's `shlex.quote`. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

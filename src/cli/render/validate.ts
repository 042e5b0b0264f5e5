import type { ValidateResult } from "../../index.ts";
import { escape } from "./escape.ts";
import { renderTarget } from "./plan.ts";
import { count, table } from "./table.ts";

/** That the project is valid, and with `-v` what it declares. */
export function renderValidate({ target, deployments }: ValidateResult, verbose: boolean): string {
  const flows = new Set(deployments.map(({ flow }) => flow)).size;
  const rows = deployments.map(({ flow, name, environment }) => [
    escape(`${flow}/${name}`),
    escape(environment),
  ]);
  return [
    renderTarget(target),
    "",
    ...(verbose && rows.length > 0 ? [...table(rows), ""] : []),
    `Valid: ${count(deployments.length, "deployment")} of ${count(flows, "flow")}.`,
    "",
  ].join("\n");
}

import type { JsonObject } from "../../interfaces/json.ts";
import { prefectSecrets } from "./plan-of-pipeline.ts";

/** Steps that every job begins with. */
export const checkout: JsonObject = { uses: "actions/checkout@v4" };
export const node: JsonObject = { uses: "actions/setup-node@v4", with: { "node-version": 22 } };

/** Where Prefect is, for the environment of a job. */
export const secretsOfPrefect: JsonObject = Object.fromEntries(
  prefectSecrets.map((name) => [name, `\${{ secrets.${name} }}`]),
);

/** A script of a step. */
export function lines(...text: readonly string[]): string {
  return `${text.join("\n")}\n`;
}

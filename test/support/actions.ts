import type { DeployOptions } from "../../src/interfaces/options.ts";
import type { DeployResult } from "../../src/interfaces/results.ts";
import { deploy } from "../../src/actions/deploy.ts";
import { makeHome } from "./home.ts";
import { apiUrl } from "./prefect.ts";

const home = makeHome();

/** What the actions are given about a project folder, against the run's Prefect. */
export function actionOptions(directory: string, more: Partial<DeployOptions> = {}): DeployOptions {
  return {
    directory,
    interactive: false,
    selectors: [],
    modules: [],
    adopt: false,
    startWorker: false,
    ...more,
    env: { ...home.env, PREFECT_API_URL: apiUrl(), ...more.env },
  };
}

/** Deploys, and throws when anything is wrong. */
export async function deployed(directory: string, more: Partial<DeployOptions> = {}): Promise<DeployResult> {
  const result = await deploy(actionOptions(directory, more));
  const wrong = [
    ...result.diagnostics.filter(({ severity }) => severity === "error"),
    ...result.outcomes.filter(({ status }) => status !== "done"),
  ];
  if (wrong.length > 0) throw new TypeError(JSON.stringify(wrong));
  return result;
}

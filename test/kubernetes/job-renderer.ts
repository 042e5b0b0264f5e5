import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { patched } from "../../src/components/work-pool/template.ts";
import type { Decorator, JsonObject, WorkPoolComponent } from "../../src/kit.ts";
import { apiUrl, python, read } from "../support/prefect.ts";
import { withoutPrefectSettings } from "../support/server.ts";
import { reference, render } from "../unit/recipes/render.ts";

const program = fileURLToPath(new URL("render.py", import.meta.url));
const metadata = z.record(
  z.string(),
  z.record(z.string(), z.object({ default_base_job_configuration: z.record(z.string(), z.json()) })),
);

/** Answers the final job of a run, as the worker of its pool's type makes it. */
export type JobRenderer = (
  decorator: Decorator,
  /** What a newer Prefect makes of its own template. */
  upgrade?: (template: JsonObject) => JsonObject,
) => Promise<unknown>;

/** Asks the server for the templates of all worker types. */
export async function createJobRenderer(): Promise<JobRenderer> {
  const collections = await read("GET", "/collections/views/aggregate-worker-metadata", metadata);
  const templates = new Map(
    Object.values(collections).flatMap((types) =>
      Object.entries(types).map(([type, { default_base_job_configuration: template }]) => [type, template]),
    ),
  );
  return async (decorator, upgrade = (template) => template) => {
    const { deployment, components } = render(decorator(reference));
    const pool = components.find(({ kind }) => kind === "work-pool") as WorkPoolComponent;
    const { type, templatePatches = [] } = pool.spec;
    const template = patched(upgrade(templates.get(type) ?? {}), templatePatches);
    const child = spawn(python(), [program], {
      env: { ...withoutPrefectSettings(process.env), PREFECT_API_URL: apiUrl() },
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.end(JSON.stringify({ type, template, job_variables: deployment.jobVariables ?? {} }));
    const [answer] = await Promise.all([text(child.stdout), once(child, "close")]);
    return JSON.parse(answer) as unknown;
  };
}

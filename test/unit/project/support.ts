import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { z } from "zod";
import type { Decorator, DeployableFlow, Layer } from "../../../src/interfaces/flow-builder.ts";
import type { Diagnostic, Origin } from "../../../src/interfaces/diagnostic.ts";
import type { Deployment } from "../../../src/interfaces/deployment.ts";
import type { Flow } from "../../../src/interfaces/flow.ts";
import type { FlowReader, ProjectEntry, ProjectReading } from "../../../src/interfaces/project.ts";
import type { AnyRecipe } from "../../../src/interfaces/recipe.ts";
import { importModule } from "../../../src/project/import-module.ts";
import type { ProjectOptions } from "../../../src/project/open-project.ts";
import { type ProjectPorts, readProject } from "../../../src/project/read-project.ts";

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A temporary folder with these files; it goes when the test ends. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "meta-prefect-project-")));
  folders.push(root);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), content);
  }
  return root;
}

/** What a test recipe does: puts its name and variables into the parameters. */
export function recipe(
  name: string,
  variables: z.ZodType,
  environment?: (variables: unknown) => string | undefined,
): AnyRecipe {
  const decorate = (given: unknown, origin?: Origin): Decorator => {
    const fixed = environment?.(given);
    const layer: Layer = {
      builder: {
        name,
        requires: [],
        updateDeployment: (deployment) => ({
          ...deployment,
          tags: [...(deployment.tags ?? []), name],
          parameters: { ...deployment.parameters, [name]: z.json().parse(given) },
        }),
        ...(fixed !== undefined && { environment: fixed }),
      },
      ...(origin && { origin }),
    };
    const wrap = (): DeployableFlow => {
      throw new TypeError("not used");
    };
    return Object.assign(wrap as unknown as Decorator, { layers: [layer] });
  };
  return { recipeName: name, summary: "A test recipe.", variables, decorate };
}

export const recipes = [
  recipe(
    "eks",
    z.strictObject({
      cpu: z.number().positive().max(64),
      memory: z.number().optional(),
      image: z.string().optional(),
      size: z.enum(["small", "large"]).optional(),
      tolerations: z.array(z.string()).optional(),
      labels: z.record(z.string(), z.string()).optional(),
      password: z.string().min(40).optional(),
    }),
  ),
  recipe(
    "local_run_deployer",
    z.strictObject({
      name: z.string().optional(),
      schedule: z.strictObject({ rrule: z.string(), timezone: z.string().optional() }).optional(),
    }),
  ),
  recipe("parameters", z.record(z.string(), z.json())),
  recipe("versioneer", z.strictObject({})),
  recipe("tags_resolver", z.strictObject({})),
  recipe(
    "in_environment",
    z.strictObject({ environment: z.string() }),
    (given) => z.object({ environment: z.string() }).parse(given).environment,
  ),
];

/** A flow as a reader would answer it. */
export function testFlow(entrypoint: string, name: string): Flow {
  return {
    language: "python",
    entrypoint,
    name,
    description: null,
    version: null,
    parameterSchema: {},
    digest: "00",
    location: { file: entrypoint.split(":")[0] ?? "", line: 1, column: 1 },
    reasons: [],
  };
}

export const flows = [
  testFlow("flows/add.py:add_two_numbers", "add-two-numbers-flow"),
  testFlow("flows/etl.py:etl", "etl"),
  testFlow("flows/train.py:train", "train"),
];

/** A reader of a fixed set of flows that counts how often it searched. */
export function testReader(known: readonly Flow[] = flows): FlowReader & { readonly searches: string[][] } {
  const searches: string[][] = [];
  return {
    searches,
    read: ({ entrypoint }) => {
      const flow = known.find((each) => each.entrypoint === entrypoint);
      const missing: Diagnostic = {
        severity: "error",
        code: "no-such-flow",
        message: `nothing at "${entrypoint}"`,
      };
      return Promise.resolve(flow ? { flow, diagnostics: [] } : { diagnostics: [missing] });
    },
    discover: (globs) => {
      searches.push([...globs]);
      return Promise.resolve({ flows: known, diagnostics: [] });
    },
  };
}

/** Reads the project in a folder with the test's recipes and flows. */
export function read(
  directory: string,
  options: Partial<ProjectOptions> = {},
  ports: Partial<ProjectPorts> = {},
): Promise<ProjectReading> {
  return readProject(
    { directory, env: {}, ...options },
    { flows: () => testReader(), recipes, importModule, ...ports },
  );
}

/** Reads a project that consists of one YAML text. */
export async function readText(text: string, options: Partial<ProjectOptions> = {}): Promise<ProjectReading> {
  return read(await folderWith({ "meta_prefect.yaml": text }), options);
}

/** Diagnostics as short lines: `line:column code message (hint)`. */
export function lines({ diagnostics }: ProjectReading): string[] {
  return diagnostics.map(({ location, code, message, hint }) => {
    const place = location ? `${String(location.line)}:${String(location.column)}` : "-";
    return `${place} ${code} ${message}${hint === undefined ? "" : ` (${hint})`}`;
  });
}

/** The deployment that an entry's layers make. */
export function built({ flow, deployable, name }: ProjectEntry): Deployment {
  const start: Deployment = { flow, name: name.value };
  return deployable.layers.reduce(
    // The test's recipes look at no context.
    (deployment, { builder }) => builder.updateDeployment(deployment, {} as never),
    start,
  );
}

import { readFile } from "node:fs/promises";
import { basename, extname } from "node:path";
import { z } from "zod";
import { problem, warning } from "../errors/diagnostics.ts";
import type { Component } from "../interfaces/component.ts";
import type { Location, Origin } from "../interfaces/diagnostic.ts";
import type { DeployableFlow } from "../interfaces/flow-builder.ts";
import type { ImportModule } from "./import-module.ts";
import { moduleFailure } from "./module-failure.ts";
import type { Report } from "./project-file.ts";

/** A module that may export wrapped flows. */
export interface CodeModule {
  /** Absolute. */
  readonly path: string;
  /** How messages name it. */
  readonly shown: string;
  /** Where the project file names it; absent when the command line did. */
  readonly location?: Location | undefined;
}

/** A wrapped flow under its export's name. */
export interface ExportedFlow {
  readonly name: string;
  readonly deployable: DeployableFlow;
  readonly location: Location;
}

const layersShape = z.array(
  z.object({ builder: z.object({ name: z.string(), updateDeployment: z.function() }) }),
);
const referenceShape = z.union([
  z.object({ language: z.enum(["python", "typescript"]), entrypoint: z.string() }),
  z.object({ language: z.literal("typescript"), declared: z.object({ name: z.string() }) }),
]);

// Structural, so that a wrapped flow counts whichever copy of this package made it.
const deployableShape = z.custom<DeployableFlow>((value) => {
  const { flow, layers } = membersOf(value);
  // A flow in TypeScript is a function, which no shape of an object takes.
  return referenceShape.safeParse({ ...membersOf(flow) }).success && layersShape.safeParse(layers).success;
});

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "function" || (typeof value === "object" && value !== null) ? { ...value } : {};
}

/** A component that a module exports, by itself or in a list. */
export interface ExportedComponent {
  readonly component: Component;
  readonly origin: Origin;
}

const componentShape: z.ZodType<Component> = z.lazy(() =>
  z.object({
    kind: z.string(),
    name: z.string(),
    spec: z.looseObject({}),
    requires: z.array(componentShape),
    external: z.boolean().exactOptional(),
  }),
);
// Structural, as above.
const componentsShape = z.union([z.array(componentShape), componentShape.transform((only) => [only])]);

/** What modules export: wrapped flows and components. */
export interface Exported {
  readonly flows: readonly ExportedFlow[];
  readonly components: readonly ExportedComponent[];
}

/** Imports the modules and answers what they export; what is exported twice counts once. */
export async function readCodeModules(
  modules: readonly CodeModule[],
  root: string,
  importModule: ImportModule,
  report: Report,
): Promise<Exported> {
  const seen = new Set<unknown>();
  const found: ExportedFlow[] = [];
  const components: ExportedComponent[] = [];
  for (const module of modules) {
    const source = await readFile(module.path, "utf8").catch(() => undefined);
    if (source === undefined) {
      report(notFound(module));
      continue;
    }
    let exported: Record<string, unknown>;
    try {
      exported = await importModule(module.path, root);
    } catch (thrown) {
      report(moduleFailure(thrown, root, module.shown, module.location));
      continue;
    }
    const flows = Object.entries(exported).filter(([, value]) => deployableShape.safeParse(value).success);
    const things = Object.entries(exported).filter(([, value]) => componentsShape.safeParse(value).success);
    if (flows.length + things.length === 0) report(withoutFlows(module));
    for (const [name, value] of byPosition(things, source)) {
      const origin: Origin = { location: placeOf(module, source, name), locate: () => undefined };
      components.push(...componentsShape.parse(value).map((component) => ({ component, origin })));
    }
    for (const [name, value] of byPosition(flows, source)) {
      if (seen.has(value)) continue;
      seen.add(value);
      const called = name === "default" ? basename(module.path, extname(module.path)) : name;
      found.push({
        name: called,
        deployable: deployableShape.parse(value),
        location: placeOf(module, source, name),
      });
    }
  }
  return { flows: found, components };
}

function notFound({ shown, location }: CodeModule): ReturnType<typeof problem> {
  const hint = location ? "paths are relative to the project file" : "give the path of a .ts or .js file";
  return problem("module-not-found", `there is no module "${shown}"`, {
    hint,
    ...(location && { location }),
  });
}

function withoutFlows({ shown, location }: CodeModule): ReturnType<typeof warning> {
  return warning("module-without-flows", `${shown} exports no wrapped flow and no component`, {
    location: location ?? { file: shown, line: 1, column: 1 },
    hint: 'export one: `export const nightly = versioneer()(flow("flows/etl.py:etl"))`',
  });
}

/** Exports in the order of the source; a module's namespace has them by name. */
function byPosition(exports: readonly [string, unknown][], source: string): readonly [string, unknown][] {
  return exports.toSorted(([a], [b]) => offsetOf(source, a) - offsetOf(source, b));
}

function offsetOf(source: string, name: string): number {
  const declared = new RegExp(
    `^export\\s+(?:(?:const|let|var)\\s+${escape(name)}\\b|${escape(name)}\\b)`,
    "m",
  ).exec(source);
  return declared?.index ?? source.length;
}

const escape = (name: string): string => name.replaceAll("$", "\\$");

function placeOf({ shown }: CodeModule, source: string, name: string): Location {
  const offset = offsetOf(source, name);
  if (offset === source.length) return { file: shown, line: 1, column: 1 };
  const column = name === "default" ? 1 : source.indexOf(name, offset) - offset + 1;
  return { file: shown, line: source.slice(0, offset).split("\n").length, column, length: name.length };
}

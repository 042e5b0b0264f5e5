import { isAbsolute, relative, resolve, sep } from "node:path";
import { existsSync } from "node:fs";
import { problem } from "../errors/diagnostics.ts";
import { isMetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import type { DeclaredFlow, Flow, FlowReference } from "../interfaces/flow.ts";
import type { FlowReader, FlowReading } from "../interfaces/project.ts";
import { candidatesHint } from "../util/did-you-mean.ts";
import { splitModuleEntrypoint } from "../util/module-entrypoint.ts";
import type { ImportModule } from "./import-module.ts";
import { moduleDigest } from "./module-digest.ts";
import { moduleFailure } from "./module-failure.ts";

/** The reader with TypeScript flows beside those in Python: their modules are imported, their functions are not called. */
export function withTypeScriptFlows(
  python: FlowReader,
  importModule: ImportModule,
  root: string,
): FlowReader<FlowReference> {
  return {
    discover: python.discover,
    read: async (reference) => {
      if (reference.language === "python") return python.read(reference);
      return "declared" in reference
        ? readDeclared(reference.declared, importModule, root)
        : readEntrypoint(reference.entrypoint, importModule, root);
    },
  };
}

async function readEntrypoint(
  entrypoint: string,
  importModule: ImportModule,
  root: string,
): Promise<FlowReading> {
  const parts = splitModuleEntrypoint(entrypoint);
  const file = parts && resolve(root, parts.module);
  if (parts === undefined || file === undefined || !existsSync(file)) {
    const hint = "paths of modules are relative to the project's folder";
    return failed(problem("no-such-file", `${parts?.module ?? entrypoint} does not exist`, { hint }));
  }
  const exported = await importedOr(importModule, file, root);
  if ("failure" in exported) return failed(exported.failure);
  const { module } = exported;
  const declared = declaredOf(module[parts.name]);
  if (declared !== undefined) return read(declared, shown(file, root), parts.name, file, root);
  const location = { file: shown(file, root), line: 1, column: 1 };
  if (Object.hasOwn(module, parts.name)) {
    const hint = "export what `flow(options, fn)` gives";
    return failed(problem("not-a-flow", `${entrypoint} is not a flow`, { location, hint }));
  }
  const names = Object.keys(module).filter((name) => declaredOf(module[name]) !== undefined);
  const hint = names.length === 0 ? "it exports no flow" : candidatesHint(parts.name, names);
  return failed(problem("no-such-flow", `${parts.module} exports no ${parts.name}`, { location, hint }));
}

/** Looks for the module that exports the flow among those whose code led to its declaration. */
async function readDeclared(
  declared: DeclaredFlow,
  importModule: ImportModule,
  root: string,
): Promise<FlowReading> {
  const places = declared.places.filter(({ file }) => isInside(file, root));
  for (const file of new Set(places.map((place) => place.file))) {
    const exported = await importedOr(importModule, file, root);
    if ("failure" in exported) continue;
    const names = Object.keys(exported.module).filter((one) => declaredOf(exported.module[one]) === declared);
    // The flow itself rather than what wraps it, else the first.
    const name = names.find((one) => isFlow(exported.module[one])) ?? names[0];
    if (name !== undefined) return read(declared, shown(file, root), name, file, root);
  }
  const [place] = places;
  const location = place && shownAt(place, root);
  return failed(
    problem("flow-not-exported", `no module exports flow ${declared.name}, so nobody could run it`, {
      hint: `export it where it is declared: \`export const ${identifier(declared.name)} = flow(…)\``,
      ...(location !== undefined && { location }),
    }),
  );
}

async function read(
  declared: DeclaredFlow,
  path: string,
  name: string,
  file: string,
  root: string,
): Promise<FlowReading> {
  const [place] = declared.places;
  const location = place === undefined ? { file: path, line: 1, column: 1 } : shownAt(place, root);
  try {
    const flow: Flow = {
      language: "typescript",
      entrypoint: `${path}:${name}`,
      name: declared.name,
      description: declared.description,
      version: declared.version,
      parameterSchema: declared.parameterSchema(),
      options: declared.options,
      digest: await moduleDigest(file, root),
      location,
      reasons: [],
    };
    return { flow, diagnostics: [] };
  } catch (thrown) {
    if (!isMetaPrefectError(thrown)) throw thrown;
    const { code, message, hint } = thrown;
    return failed(problem(code, message, { location, ...(hint !== undefined && { hint }) }));
  }
}

async function importedOr(
  importModule: ImportModule,
  file: string,
  root: string,
): Promise<{ readonly module: Record<string, unknown> } | { readonly failure: Diagnostic }> {
  try {
    return { module: await importModule(file, root) };
  } catch (thrown) {
    return { failure: moduleFailure(thrown, root, shown(file, root), undefined) };
  }
}

/** What a flow, or something that wraps it, declares. */
function declaredOf(value: unknown): DeclaredFlow | undefined {
  if (typeof value !== "function" && (typeof value !== "object" || value === null)) return undefined;
  if (isFlow(value)) return value.declared;
  return "flow" in value && "layers" in value ? declaredOf(value.flow) : undefined;
}

function isFlow(value: unknown): value is { readonly declared: DeclaredFlow } {
  return typeof value === "function" && "declared" in value && "language" in value;
}

function failed(diagnostic: Diagnostic): FlowReading {
  return { diagnostics: [diagnostic] };
}

function shownAt({ file, line, column }: Location, root: string): Location {
  return { file: shown(file, root), line, column };
}

function isInside(file: string, root: string): boolean {
  const way = relative(root, file);
  return !way.startsWith("..") && !isAbsolute(way);
}

function shown(file: string, root: string): string {
  return isInside(file, root) ? relative(root, file).split(sep).join("/") : file;
}

function identifier(name: string): string {
  return name.replace(
    /[^\p{L}\p{N}]+(.)?/gu,
    (_match, next: string | undefined) => next?.toUpperCase() ?? "",
  );
}

import { basename, dirname, join } from "node:path";
import { z } from "zod";
import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic, Location } from "../interfaces/diagnostic.ts";
import { checkShape } from "./check-shape.ts";
import { findFiles } from "./find-files.ts";
import { joinLocators, type Part } from "./join-locators.ts";
import type { Locator } from "./locate.ts";
import { isMapping, type Path } from "./path.ts";
import { interpolateAt, locateIn, type ProjectFile, type Report, speechAt } from "./project-file.ts";
import { readYaml } from "./read-yaml.ts";

/** What an included file may hold. All else is said once, in the project's file. */
const includedSchema = z.strictObject(
  { deployments: z.unknown().optional(), components: z.unknown().optional() },
  "expected a mapping with `deployments` or `components`",
);
const sections = ["deployments", "components"] as const;

/**
 * Puts the files that `include` names into the project's file, as if their declarations stood in it; every place still
 * points into the file that has it. The same flow, or the same component, in two files is an error.
 *
 * @param path Of the project's file, absolute.
 */
export async function includeFiles(
  main: ProjectFile,
  path: string,
  environment: string,
  report: Report,
): Promise<ProjectFile> {
  if (main.value["include"] === undefined) return main;
  const root = dirname(path);
  const merger = createMerger(main, report);
  for (const file of await includedFiles(main, root, environment, basename(path), report)) {
    const { value, locator, diagnostics } = await readYaml(join(root, file), file);
    for (const diagnostic of diagnostics) report(diagnostic);
    if (!value) continue;
    const included: ProjectFile = { value, locator, env: main.env };
    checkShape(includedSchema, value, speechAt(included, []), besides(report));
    merger.add(value, locator);
  }
  return merger.whole();
}

/** Mistakes of an included file; a key that only the project's file has is told with a hint of its own. */
function besides(report: Report): Report {
  return (diagnostic: Diagnostic) => {
    const hint = "an included file has `deployments` and `components`; all else stands in meta_prefect.yaml";
    report(diagnostic.code === "unknown-key" ? { ...diagnostic, hint } : diagnostic);
  };
}

/** The files of all globs, each once, in the order of the globs and then of their paths. */
async function includedFiles(
  main: ProjectFile,
  root: string,
  environment: string,
  own: string,
  report: Report,
): Promise<readonly string[]> {
  const { value } = interpolateAt(main, ["include"], environment, () => undefined);
  const globs: readonly (readonly [unknown, Path])[] = Array.isArray(value)
    ? value.map((glob: unknown, index) => [glob, ["include", index]])
    : [[value, ["include"]]];
  const files = new Set<string>();
  for (const [glob, at] of globs) {
    if (typeof glob !== "string" || glob === "") continue;
    const found = (await findFiles(root, glob)).filter((file) => file !== own);
    for (const file of found) files.add(file);
    if (found.length > 0) continue;
    const hint = "paths are relative to the project's folder, for example `deployments/*.yaml`";
    report(problem("no-included-file", `no file matches "${glob}"`, { location: locateIn(main, at), hint }));
  }
  return [...files];
}

interface Merger {
  readonly add: (value: Readonly<Record<string, unknown>>, locator: Locator) => void;
  readonly whole: () => ProjectFile;
}

function createMerger(main: ProjectFile, report: Report): Merger {
  const parts: Part[] = [];
  const merged = new Map<string, unknown>(sections.map((section) => [section, main.value[section]]));
  const places = new Map<string, Location | undefined>();
  const put = (section: string, given: unknown, locator: Locator): void => {
    const before = merged.get(section);
    if (before === undefined || before === null) {
      merged.set(section, given);
      parts.push({ at: [section], locator, there: [section] });
    } else if (Array.isArray(before) && Array.isArray(given)) {
      given.forEach((_, index) => {
        parts.push({ at: [section, before.length + index], locator, there: [section, index] });
      });
      merged.set(section, [...(before as unknown[]), ...(given as unknown[])]);
    } else if (isMapping(before) && isMapping(given)) {
      const fresh = Object.entries(given).filter(([key]) => {
        if (!Object.hasOwn(before, key)) return true;
        report(declaredTwice(section, key, locator, places.get(`${section}\0${key}`)));
        return false;
      });
      for (const [key] of fresh) parts.push({ at: [section, key], locator, there: [section, key] });
      merged.set(section, { ...before, ...Object.fromEntries(fresh) });
    } else {
      const location = locator.nearest([section]);
      report(
        problem("invalid-value", `${section} is not of the form that it has in another file`, { location }),
      );
    }
  };
  const note = (value: Readonly<Record<string, unknown>>, locator: Locator): void => {
    for (const section of sections) {
      const given = value[section];
      for (const key of isMapping(given) ? Object.keys(given) : []) {
        const id = `${section}\0${key}`;
        if (!places.has(id)) places.set(id, locator.key([section, key]));
      }
    }
  };
  note(main.value, main.locator);
  return {
    add: (value, locator) => {
      for (const section of sections) {
        if (value[section] !== undefined && value[section] !== null) put(section, value[section], locator);
      }
      note(value, locator);
    },
    whole: () => {
      const joined = [...merged].filter(([, value]) => value !== undefined);
      return {
        ...main,
        value: { ...main.value, ...Object.fromEntries(joined) },
        locator: joinLocators(main.locator, parts),
      };
    },
  };
}

function declaredTwice(
  section: string,
  key: string,
  locator: Locator,
  first: Location | undefined,
): Diagnostic {
  const location = locator.key([section, key]) ?? locator.nearest([section]);
  const other = first === undefined ? "another file" : `${first.file}:${first.line.toString()}`;
  const what = section === "deployments" ? "flow" : "component";
  return problem("declared-twice", `the ${what} "${key}" is declared in two files`, {
    location,
    hint: `the other one is at ${other}; put all of it into one file`,
  });
}

import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { problem, warning } from "../errors/diagnostics.ts";
import type { Report } from "./project-file.ts";
import { projectNamePattern } from "./schema.ts";

const packageShape = z.object({ name: z.string().optional() });
const pyprojectShape = z.object({
  project: z.object({ name: z.string().optional() }).optional(),
  tool: z.object({ poetry: z.object({ name: z.string().optional() }).optional() }).optional(),
});

/** The project's name where its file gives none: package.json's, else pyproject.toml's, else the folder's. */
export async function defaultProjectName(root: string, report: Report): Promise<string> {
  const given = (await packageName(root, report)) ?? (await pyprojectName(root, report)) ?? basename(root);
  const name = projectNameFrom(given);
  if (name !== undefined) return name;
  report(
    problem("invalid-project-name", `no project name can be made of "${given}"`, {
      hint: "give the project one: `name: acme` in meta_prefect.yaml",
    }),
  );
  return "unnamed";
}

/** The nearest project name to a text; undefined when nothing is left of it. */
export function projectNameFrom(given: string): string | undefined {
  const name = given
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "")
    .slice(0, 63)
    .replace(/[._-]+$/, "");
  return projectNamePattern.test(name) ? name : undefined;
}

async function packageName(root: string, report: Report): Promise<string | undefined> {
  const read = async (text: string): Promise<string | undefined> =>
    Promise.resolve(packageShape.parse(JSON.parse(text)).name);
  return manifest(root, "package.json", read, report);
}

async function pyprojectName(root: string, report: Report): Promise<string | undefined> {
  const read = async (text: string): Promise<string | undefined> => {
    const { parse } = await import("smol-toml");
    const { project, tool } = pyprojectShape.parse(parse(text));
    return project?.name ?? tool?.poetry?.name;
  };
  return manifest(root, "pyproject.toml", read, report);
}

async function manifest(
  root: string,
  file: string,
  read: (text: string) => Promise<string | undefined>,
  report: Report,
): Promise<string | undefined> {
  const text = await readFile(join(root, file), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const name = await read(text);
    return name === "" ? undefined : name;
  } catch {
    const message = `${file} cannot be read, so the project's name is not taken from it`;
    const hint = "give the project a name: `name: acme` in meta_prefect.yaml";
    report(warning("unreadable-manifest", message, { location: { file, line: 1, column: 1 }, hint }));
    return undefined;
  }
}

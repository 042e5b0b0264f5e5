import { join, resolve } from "node:path";
import { warning } from "../../errors/diagnostics.ts";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Diagnostic } from "../../interfaces/diagnostic.ts";
import { readDotenv } from "./read-dotenv.ts";
import { isTable, readToml, tomlAt, type TomlTable } from "./read-toml.ts";
import { tomlPaths, type SettingName } from "./setting-names.ts";

/** The world in which settings are looked for. */
export interface SettingsPlaces {
  /** The process environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The project's folder, absolute. Folders above it are not searched. */
  readonly directory: string;
  readonly homeDirectory: string;
  /** Text of a file; undefined when there is none. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** What the project says for its environment; stronger than all else. @default nothing */
  readonly project?: ProjectSettings | undefined;
}

/** Settings that a project gives for one of its environments. */
export interface ProjectSettings {
  /** As a person would name it: `environments.prod of meta_prefect.yaml`. */
  readonly name: string;
  /** A profile instead of the active one; what it has is stronger than the process environment. */
  readonly profile?: string | undefined;
  readonly values: Readonly<Partial<Record<SettingName, string>>>;
}

/** One place that can hold settings. */
export interface SettingSource {
  /** As a person would name it: `the environment`, `profile "prod"`. */
  readonly name: string;
  /** Undefined when it is not set there. */
  readonly get: (setting: SettingName) => unknown;
}

/** The sources in the order in which Prefect asks them, strongest first. */
export async function settingSources(
  places: SettingsPlaces,
): Promise<{ readonly sources: readonly SettingSource[]; readonly warnings: readonly Diagnostic[] }> {
  const { env, directory, readFile } = places;
  const tomlOf = async (name: string): Promise<TomlTable | undefined> => {
    const text = await readFile(join(directory, name));
    return text === undefined ? undefined : readToml(text, name);
  };
  const [dotenvText, prefectToml, pyproject] = await Promise.all([
    readFile(join(directory, ".env")),
    tomlOf("prefect.toml"),
    tomlOf("pyproject.toml"),
  ]);
  const dotenv = readDotenv(dotenvText ?? "", env);
  const pyprojectTable = tomlAt(pyproject, "tool", "prefect");
  const projectTables = [prefectToml, isTable(pyprojectTable) ? pyprojectTable : undefined];

  const profilesFile =
    nonEmpty(env["PREFECT_PROFILES_PATH"]) ??
    nonEmpty(dotenv["PREFECT_PROFILES_PATH"]) ??
    projectTables
      .map((table) => nonEmpty(tomlAt(table, "profiles_path")))
      .find((path) => path !== undefined) ??
    join(nonEmpty(env["PREFECT_HOME"]) ?? join(places.homeDirectory, ".prefect"), "profiles.toml");
  const { profile, warnings } = await activeProfile(resolve(directory, profilesFile), places);

  const fromToml = (name: string, table: TomlTable | undefined): SettingSource => ({
    name,
    get: (setting) => tomlAt(table, ...tomlPaths[setting]),
  });
  return {
    sources: [
      ...projectSources(places.project, profile),
      { name: "the environment", get: (setting) => ignoringCase(env, setting) },
      { name: ".env", get: (setting) => ignoringCase(dotenv, setting) },
      fromToml("prefect.toml", projectTables[0]),
      fromToml("pyproject.toml", projectTables[1]),
      ...(profile === undefined ? [] : [profile]),
    ],
    warnings,
  };
}

/** What the project says itself, then the profile that it names. */
function projectSources(
  project: ProjectSettings | undefined,
  profile: SettingSource | undefined,
): readonly SettingSource[] {
  if (project === undefined) return [];
  const own = { name: project.name, get: (setting: SettingName) => project.values[setting] };
  return project.profile === undefined || profile === undefined ? [own] : [own, profile];
}

async function activeProfile(
  file: string,
  { env, readFile, project }: SettingsPlaces,
): Promise<{ readonly profile?: SettingSource; readonly warnings: readonly Diagnostic[] }> {
  const text = await readFile(file);
  if (text === undefined && project?.profile !== undefined) throw noProfile(file, project.profile, project);
  if (text === undefined) return { warnings: [] };
  const toml = await readToml(text, file);
  const name = project?.profile ?? nonEmpty(env["PREFECT_PROFILE"]) ?? nonEmpty(tomlAt(toml, "active"));
  if (name === undefined) return { warnings: [] };
  const table = tomlAt(toml, "profiles", name);
  if (isTable(table))
    return { profile: { name: `profile "${name}"`, get: (setting) => table[setting] }, warnings: [] };
  if (project?.profile !== undefined) throw noProfile(file, name, project);
  // Prefect has a profile of this name for a server that lives inside one process: no API to deploy to.
  if (name === "ephemeral") return { warnings: [] };
  const hint = `add [profiles.${name}] to it, or set PREFECT_PROFILE to one that it has`;
  return { warnings: [warning("unknown-prefect-profile", `${file} has no profile "${name}"`, { hint })] };
}

/** A project that names a profile means that one; another API would be the wrong place to write to. */
function noProfile(file: string, name: string, project: ProjectSettings): MetaPrefectError {
  return new MetaPrefectError(
    "invalid-prefect-settings",
    `${project.name} names the profile "${name}", which ${file} does not have`,
    { hint: `add [profiles.${name}] to it, or give api.url instead` },
  );
}

/* Prefect reads names of variables in any case. */
function ignoringCase(variables: SettingsPlaces["env"], setting: SettingName): string | undefined {
  const exact = variables[setting];
  if (exact !== undefined) return exact;
  const name = Object.keys(variables).find((key) => key.toUpperCase() === setting);
  return name === undefined ? undefined : variables[name];
}

/** A text that has something in it. */
export function nonEmpty(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

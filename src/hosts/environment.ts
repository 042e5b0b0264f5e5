/** Environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** An environment without the variables whose names the predicate picks. */
export function without(env: Environment, drop: (name: string) => boolean): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !drop(name)) kept[name] = value;
  }
  return kept;
}

/** Variables that make an interpreter find other packages than its own. */
export function isPythonPath(name: string): boolean {
  return name === "PYTHONHOME" || name === "PYTHONPATH";
}

/** Variables that are settings of Prefect. */
export function isPrefectSetting(name: string): boolean {
  return name.startsWith("PREFECT_");
}

/** The environment of this process. */
export function processEnvironment(): Environment {
  return process.env;
}

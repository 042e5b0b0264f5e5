import { isMapping } from "./path.ts";

/** The environments that a file names anywhere: below `environments:`, in an entry, or for a component. */
export function namedEnvironments(file: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { environments, deployments, components } = file;
  const entries = isMapping(deployments) ? Object.values(deployments).flat().filter(isMapping) : [];
  const items = Array.isArray(components) ? components.filter(isMapping) : [];
  const named = [
    ...(isMapping(environments) ? Object.keys(environments) : []),
    ...entries.map(({ environment }) => environment),
    ...items.map(({ environments: of }) => of),
  ];
  return new Set(named.flat().filter((name) => typeof name === "string"));
}

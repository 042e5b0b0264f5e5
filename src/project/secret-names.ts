import { isMapping } from "./path.ts";

const known = new WeakMap<object, ReadonlySet<string>>();

/** The environment variables that a file names in `{ $secret: { env: NAME } }`; looked for once in a file. */
export function declaredSecrets(file: object): ReadonlySet<string> {
  const before = known.get(file);
  if (before !== undefined) return before;
  const names = new Set<string>();
  const visit = (inner: unknown): void => {
    if (Array.isArray(inner)) for (const item of inner) visit(item);
    if (!isMapping(inner)) return;
    const source = inner["$secret"];
    if (isMapping(source) && typeof source["env"] === "string") names.add(source["env"]);
    for (const item of Object.values(inner)) visit(item);
  };
  visit(file);
  known.set(file, names);
  return names;
}

import { isMapping } from "./path.ts";

const secretName =
  /(^|_)(TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(API|ACCESS|AUTH|PRIVATE|SECRET|SIGNING|ENCRYPTION)_?KEY)$/i;

/** Whether an environment variable is called as one that holds a secret: `GH_TOKEN`, `DB_PASSWORD`, `API_KEY`. */
export function isSecretName(name: string): boolean {
  return secretName.test(name);
}

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

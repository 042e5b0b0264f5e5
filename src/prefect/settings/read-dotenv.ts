import { parseEnv } from "node:util";

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads a .env file as Prefect does: `${NAME}` and `${NAME:-default}` stand for variables of the process or above. */
export function readDotenv(text: string, env: Variables): Variables {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(text))) {
    found[name] = (value ?? "").replace(
      /\$\{(\w+)(?::-([^}]*))?\}/g,
      (_whole, key: string, fallback: string | undefined) => found[key] ?? env[key] ?? fallback ?? "",
    );
  }
  return found;
}

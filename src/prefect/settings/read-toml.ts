import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { problem } from "../../errors/diagnostics.ts";

/** A table of a TOML file. */
export type TomlTable = Readonly<Record<string, unknown>>;

/**
 * Reads TOML text.
 *
 * @param file its path, for messages
 * @throws `invalid-prefect-settings` with the place; never with the text, which may hold a key
 */
export async function readToml(text: string, file: string): Promise<TomlTable> {
  // Loaded only where such a file exists, so that start-up stays fast.
  const { parse } = await import("smol-toml");
  try {
    return parse(text);
  } catch (cause) {
    const line = numberAt(cause, "line");
    const location = { file, line, column: numberAt(cause, "column") };
    const message = `${file} is not valid TOML at line ${String(line)}`;
    throw new MetaPrefectError("invalid-prefect-settings", message, {
      hint: "correct that line; Prefect itself cannot read the file either",
      diagnostics: [problem("invalid-prefect-settings", message, { location })],
    });
  }
}

/** What stands at a path of tables; undefined when nothing does. */
export function tomlAt(table: TomlTable | undefined, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>((node, key) => (isTable(node) ? node[key] : undefined), table);
}

/** Whether a value of TOML is a table. */
export function isTable(value: unknown): value is TomlTable {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function numberAt(thrown: unknown, key: string): number {
  const value: unknown = typeof thrown === "object" && thrown !== null ? Reflect.get(thrown, key) : undefined;
  return typeof value === "number" ? value : 1;
}

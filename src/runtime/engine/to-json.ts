import type { Json, JsonObject } from "../../interfaces/json.ts";

/** A value as JSON carries it; undefined when it cannot, for example a function or what refers to itself. */
export function toJson(value: unknown): Json | undefined {
  try {
    // Undefined for what JSON does not know, whatever its type says.
    const text = JSON.stringify(value) as string | undefined;
    return text === undefined ? (value === undefined ? null : undefined) : (JSON.parse(text) as Json);
  } catch {
    return undefined;
  }
}

/** Values by name, as the run's page shows them: what JSON cannot carry is named by its type. */
export function shownValues(values: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, toJson(value) ?? `<${nameOfType(value)}>`]),
  );
}

function nameOfType(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  const { constructor } = value as { readonly constructor?: { readonly name?: string } };
  return constructor?.name ?? "object";
}

import { shortHash } from "../src/util/hash.ts";
import type { PrunedDocument } from "./prune-openapi.ts";

/** A short hash for each operation and each schema, so that a difference has a name and the file stays small. */
export interface Shapes {
  readonly operations: Readonly<Record<string, string>>;
  readonly schemas: Readonly<Record<string, string>>;
}

/** The shapes of a pruned document. */
export function shapesOf(document: PrunedDocument): Shapes {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, operation]) => [`${method.toUpperCase()} ${path}`, hashOf(operation)] as const,
    ),
  );
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) => [name, hashOf(schema)] as const,
  );
  return { operations: Object.fromEntries(operations), schemas: Object.fromEntries(schemas) };
}

function hashOf(value: unknown): string {
  return shortHash(JSON.stringify(value, sortKeys));
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

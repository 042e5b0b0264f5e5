/** The way to a value of a document: keys and list indexes from its root. */
export type Path = readonly (string | number)[];

/** The value at a path; undefined where there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (Array.isArray(inner)) return inner[Number(key)] as unknown;
    return isMapping(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  }, value);
}

/** Whether a value is a mapping, not a list and not null. */
export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The path that a dotted text means in a value. A key that has dots itself (`env.stage`) is found too: the longest
 * key that fits is taken.
 */
export function parsePath(value: unknown, dotted: string): Path {
  const parts = dotted === "" ? [] : dotted.split(".");
  const path: (string | number)[] = [];
  let inner = value;
  for (let start = 0; start < parts.length;) {
    const { key, length } = nextKey(inner, parts, start);
    path.push(key);
    inner = valueAt(inner, [key]);
    start += length;
  }
  return path;
}

function nextKey(
  value: unknown,
  parts: readonly string[],
  start: number,
): { key: string | number; length: number } {
  if (isMapping(value)) {
    for (let end = parts.length; end > start; end--) {
      const key = parts.slice(start, end).join(".");
      if (Object.hasOwn(value, key)) return { key, length: end - start };
    }
  }
  const part = parts[start] ?? "";
  return { key: Array.isArray(value) && /^\d+$/.test(part) ? Number(part) : part, length: 1 };
}

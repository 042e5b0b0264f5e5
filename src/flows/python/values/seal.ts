/**
 * Something that all files share would have been changed by one of them. The reading of that file ends here, and begins again
 * with a library that no other file sees.
 */
export class SharedChange extends Error {
  override readonly name = "SharedChange";
}

class SealedMap extends Map<unknown, unknown> {
  override set(): never {
    throw new SharedChange("a name was set");
  }

  override delete(): never {
    throw new SharedChange("a name was deleted");
  }

  override clear(): never {
    throw new SharedChange("names were deleted");
  }
}

/**
 * Makes values unchangeable, with all that can be reached from them: changing a map throws {@link SharedChange}, changing anything
 * else JavaScript's own TypeError.
 */
export function seal(...values: readonly unknown[]): void {
  const pending = [...values];
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== "object" || value === null) continue;
    if (Object.isFrozen(value) || ArrayBuffer.isView(value)) continue;
    if (value instanceof Map) {
      for (const [key, item] of value) pending.push(key, item);
      Object.setPrototypeOf(value, SealedMap.prototype);
    } else for (const key in value) pending.push(value[key as keyof typeof value]);
    Object.freeze(value);
  }
}

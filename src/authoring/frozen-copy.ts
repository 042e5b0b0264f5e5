/**
 * A copy of plain data, frozen all the way down. What is frozen already is taken over as it is; what the caller holds
 * is copied, so that its own objects stay changeable.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  // The same keys with values of the same types.
  return Object.freeze(Array.isArray(value) ? value.map(frozenCopy) : copyOf(value)) as Value;
}

/** Most of a deployment is frozen already when one field of it is replaced: copied whole, then only the rest one by one. */
function copyOf(value: object): object {
  const copy: Record<string, unknown> = { ...value };
  for (const key of Object.keys(copy)) copy[key] = frozenCopy(copy[key]);
  return copy;
}

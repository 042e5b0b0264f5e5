/**
 * A copy of plain data, frozen all the way down. What is frozen already is taken over as it is; what the caller holds
 * is copied, so that its own objects stay changeable.
 */
export function frozenCopy<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const copy = Array.isArray(value)
    ? value.map(frozenCopy)
    : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, frozenCopy(inner)]));
  // The same keys with values of the same types.
  return Object.freeze(copy) as Value;
}

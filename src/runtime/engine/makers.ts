/** More items than these are not looked at one by one. */
const mostItems = 10_000;

/** Remembers which task run made an object and what lies right below it, so that who takes it follows that task. */
export function rememberMaker(makers: WeakMap<object, string>, value: unknown, taskRunId: string): void {
  if (typeof value !== "object" || value === null) return;
  makers.set(value, taskRunId);
  const items: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  for (const item of items.slice(0, mostItems)) {
    if (typeof item === "object" && item !== null) makers.set(item, taskRunId);
  }
}

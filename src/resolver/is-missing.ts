/** Whether what was observed says that the thing does not exist. */
export function isMissing(observed: unknown): boolean {
  return (
    observed === undefined ||
    (typeof observed === "object" && observed !== null && "exists" in observed && observed.exists === false)
  );
}

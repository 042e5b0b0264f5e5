import type { Value } from "../values/value.ts";

export function isEllipsis(value: Value | undefined): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    value.kind === "singleton" &&
    "name" in value &&
    value.name === "Ellipsis"
  );
}

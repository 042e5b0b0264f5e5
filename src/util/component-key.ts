import type { Component } from "../interfaces/component.ts";

/** `kind:name`, the identity of a component in a run. */
export function componentKey(component: Pick<Component, "kind" | "name">): string {
  return `${component.kind}:${component.name}`;
}

import type { Component } from "./component.ts";
import type { Json } from "./json.ts";

/** What we want of a Prefect variable. */
export interface VariableSpec {
  /** Any JSON; as UTF-8 text without blanks at most 5,000 bytes. */
  readonly value: Json;
  /** Beside the ones that mark ownership. Absent: those that people gave it stay. */
  readonly tags?: readonly string[];
}

/** A Prefect variable. */
export type VariableComponent = Component<"variable", VariableSpec>;

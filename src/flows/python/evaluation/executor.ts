import type { Stmt } from "../ast.ts";
import type { Runtime } from "../runtime.ts";
import { List, type Scope, type Value } from "../values/value.ts";

/** What statements need beyond expressions. */
export interface Executor extends Runtime {
  readonly importStatement: (statement: Extract<Stmt, { k: "Import" | "ImportFrom" }>, scope: Scope) => void;
  readonly searchPath: List;
  readonly pythonMinor: number;
  readonly makeClass: (statement: Extract<Stmt, { k: "Class" }>, scope: Scope) => Value;
}

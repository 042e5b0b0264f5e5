import type { Stmt } from "../ast.ts";
import type { Runtime } from "../runtime.ts";
import type { List, Module, Scope, Value } from "../values/value.ts";

/** What statements need beyond expressions. */
export interface Executor extends Runtime {
  readonly importStatement: (statement: Extract<Stmt, { k: "Import" | "ImportFrom" }>, scope: Scope) => void;
  readonly searchPath: List;
  readonly pythonMinor: number;
  /** The modules of libraries as the file that is being read sees them. */
  readonly libraryModules: Map<string, Module>;
  /** Whether builtins and libraries are also those of other files, and so must not change. */
  readonly isShared: boolean;
  readonly makeClass: (statement: Extract<Stmt, { k: "Class" }>, scope: Scope) => Value;
}

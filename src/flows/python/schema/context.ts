import type { Place, Runtime } from "../runtime.ts";
import type { Scope, TypeVariable, Value } from "../values/value.ts";
import type { Core } from "./core.ts";

/** What a type's schema is made with. */
export interface TypeContext {
  readonly runtime: Runtime;
  /** Where forward references are looked up, innermost first. */
  readonly scopes: readonly Scope[];
  readonly place: Place;
  /** The settings of the model that is being looked at. */
  readonly config: ReadonlyMap<string, Value>;
  /** Types for type variables, inside a generic class with arguments. */
  readonly variables: ReadonlyMap<TypeVariable, Value>;
  /** Ids of the classes and aliases that are being looked at, for recursive ones. */
  readonly open: ReadonlySet<string>;
}

/** Makes the schema of a type; passed to what types contain and what contains types. */
export type MakeSchema = (context: TypeContext, type: Value) => Core;

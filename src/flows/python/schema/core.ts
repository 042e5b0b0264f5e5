import type { Class, Value } from "../values/value.ts";

/** JSON while it is being made. */
export interface Draft {
  [key: string]: DraftValue;
}
export type DraftValue = null | boolean | number | string | bigint | DraftValue[] | Draft;

/** A field of a model, a dataclass, a typed dict or a named tuple. */
export interface CoreField {
  readonly name: string;
  /** The key in JSON: the alias where there is one. */
  readonly key: string;
  readonly schema: Core;
  readonly required: boolean;
  /** Title, description and the like that the field adds. */
  readonly updates: Draft;
  /** `json_schema_extra` that is a dict. */
  readonly extra?: Value;
  /** `json_schema_extra` that is a function. */
  readonly rework?: (made: Draft) => Draft;
}

/** pydantic's core schema as far as its JSON schema depends on it. */
export interface Core {
  readonly type:
    | "any"
    | "none"
    | "bool"
    | "int"
    | "float"
    | "str"
    | "bytes"
    | "complex"
    | "date"
    | "time"
    | "datetime"
    | "timedelta"
    | "decimal"
    | "fraction"
    | "uuid"
    | "url"
    | "multi-host-url"
    | "list"
    | "deque"
    | "set"
    | "frozenset"
    | "generator"
    | "tuple"
    | "dict"
    | "nullable"
    | "union"
    | "tagged-union"
    | "literal"
    | "enum"
    | "model"
    | "root-model"
    | "dataclass"
    | "typed-dict"
    | "named-tuple"
    | "function"
    | "chain"
    | "default"
    | "is-instance"
    | "is-subclass"
    | "callable"
    | "definition"
    | "string-format"
    | "json"
    | "lazy"
    | "fixed"
    | "invalid";
  /** Set for what becomes a definition; equal for equal types. */
  readonly ref?: Ref;
  readonly items?: readonly Core[];
  /** Index in `items` of the item of a tuple that repeats. */
  readonly variadic?: number;
  readonly schema?: Core;
  readonly keys?: Core;
  readonly fields?: readonly CoreField[];
  readonly values?: readonly Value[];
  /** `minimum`, `minLength`, …: by pydantic's names. */
  readonly constraints?: Readonly<Record<string, Value>>;
  /** JSON that replaces or extends what the type gives. */
  readonly updates?: Draft;
  readonly extra?: Value;
  /** A method of the class that changes the finished JSON. */
  readonly rework?: (made: Draft) => Draft;
  readonly cls?: Class;
  readonly format?: string;
  readonly value?: Value;
  readonly discriminator?: string;
  /** By which a function tells a choice of a union from the others. */
  readonly tag?: string;
  readonly choices?: readonly (readonly [string, Core])[];
  readonly total?: boolean;
  /** The settings of the model that the schema stands in: lengths of strings. */
  readonly limits?: Readonly<Record<string, Value>>;
  /** Definitions that are given as JSON, and the one of them that is meant. */
  readonly fixed?: { readonly root: string; readonly definitions: Draft };
  /** The blocks in the fields of a block, by field. */
  readonly blocks?: readonly (readonly [string, readonly Core[]])[];
  /** Called when the JSON is made, for what can only be known then. */
  readonly later?: () => Core;
}

/** A name under `definitions`: short where it is unambiguous, else with the module. */
export interface Ref {
  /** Equal for the same type. */
  readonly id: string;
  readonly short: string;
  readonly long: string;
}

/** Something that makes Prefect refuse the flow as a whole. */
export class RejectedSchema extends Error {
  override readonly name = "RejectedSchema";
}

/** A type of which pydantic makes no JSON schema, so that Prefect takes `Any`. */
export class InvalidSchema extends Error {
  override readonly name = "InvalidSchema";
}

import { PyObject, type Value } from "./base.ts";

/** pydantic's FieldInfo, and what `dataclasses.field` makes. */
export class FieldInfo extends PyObject {
  readonly kind = "field-info";
  /** What was given: default, default_factory, title, description, alias, … */
  readonly given: ReadonlyMap<string, Value>;
  /** Constraints and validators, in order. */
  readonly metadata: readonly Value[];

  constructor(given: ReadonlyMap<string, Value>, metadata: readonly Value[]) {
    super();
    this.given = given;
    this.metadata = metadata;
  }
}

/** A constraint of pydantic or annotated_types: `gt`, `max_length`, … with its value. */
export class Constraint extends PyObject {
  readonly kind = "constraint";
  readonly values: ReadonlyMap<string, Value>;

  constructor(values: ReadonlyMap<string, Value>) {
    super();
    this.values = values;
  }
}

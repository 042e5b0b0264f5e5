import type { z } from "zod";
import type { Component } from "./component.ts";
import type { Origin } from "./diagnostic.ts";

/** What a form may know of where it is used. */
export interface FormContext {
  /** The ownership mark. */
  readonly project: string;
  /** The environment that the component belongs to. */
  readonly environment: string;
  /** The project's folder, absolute; paths of the file are relative to it. */
  readonly root: string;
}

/** How one kind of component is written in the project file. */
export interface ComponentFormDefinition<Schema extends z.ZodType> {
  /** The key of an item of `components:`: the kind in snake_case. */
  readonly key: string;
  /** One sentence with a period. */
  readonly summary: string;
  /** Schema of what stands below the key; an object schema, strict about unknown keys. */
  readonly fields: Schema;
  /**
   * Pure. What needs another component names it by a component in `requires`: `external("work-pool", name)` becomes
   * the one of that name when the project declares it, and must exist on the server when it does not.
   */
  readonly toComponent: (fields: z.output<Schema>, context: FormContext) => Component;
}

/** The same without the types of its fields, as the project file sees it; made by `componentForm`. */
export interface ComponentForm extends Omit<ComponentFormDefinition<z.ZodType>, "toComponent"> {
  /** Makes the component of fields that fit the schema. */
  readonly toComponent: (fields: unknown, context: FormContext) => Component;
}

/** A component that the project declares by itself, not through a recipe of a deployment. */
export interface ProjectComponent {
  readonly component: Component;
  /** The environment that it belongs to. */
  readonly environment: string;
  readonly origin?: Origin;
}

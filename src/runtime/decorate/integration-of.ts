import type { Integration } from "./decorate-options.ts";

const named = /(runner|pipeline|component)$/i;

/**
 * What an instance is: what its `integrationType` (or `integration_type`) says, of itself or of its class; else what
 * the name of its class, or of a class above it, ends with.
 */
export function integrationOf(instance: object): Integration | undefined {
  for (const key of ["integrationType", "integration_type"]) {
    const own: unknown = Reflect.get(instance, key);
    const ofClass: unknown = Reflect.get(instance.constructor, key);
    const said = [own, ofClass].find(isIntegration);
    if (said !== undefined) return said;
  }
  for (const { name } of classesOf(instance)) {
    const word = named.exec(name)?.[1]?.toLowerCase();
    if (isIntegration(word)) return word;
  }
  return undefined;
}

/** The classes of an instance, its own first, without Object. */
export function classesOf(
  instance: object,
): readonly { readonly name: string; readonly prototype: object }[] {
  const classes: { name: string; prototype: object }[] = [];
  let prototype: unknown = Object.getPrototypeOf(instance);
  while (typeof prototype === "object" && prototype !== null && prototype !== Object.prototype) {
    classes.push({ name: prototype.constructor.name, prototype });
    prototype = Object.getPrototypeOf(prototype);
  }
  return classes;
}

function isIntegration(value: unknown): value is Integration {
  return value === "runner" || value === "pipeline" || value === "component";
}

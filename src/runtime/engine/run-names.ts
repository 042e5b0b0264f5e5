import type { JsonObject } from "../../interfaces/json.ts";

/** The name of a run: a text with `{name}` and `{name.member}` for values, or what a function makes of them. */
export function runName(template: string | ((values: JsonObject) => string), values: JsonObject): string {
  if (typeof template === "function") return template(values);
  return template.replace(/\{([^{}]+)\}/g, (whole, place: string) => {
    const value = place
      .split(".")
      .reduce<unknown>(
        (inner, key) => (typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined),
        values,
      );
    if (value === undefined) return whole;
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}

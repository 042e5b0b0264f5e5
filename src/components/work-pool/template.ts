import type { TemplatePatch } from "../../interfaces/component.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { ApiWorkPool } from "../../interfaces/prefect-api.ts";
import { isObject } from "../../util/stable-json.ts";

/** A pool as it was observed; the default template of its type is there when it may be needed. */
export interface ObservedPool {
  readonly exists: boolean;
  readonly pool?: ApiWorkPool;
  readonly defaultTemplate?: JsonObject;
  /** Types that the server has templates of; only where it has none of the declared type. */
  readonly knownTypes?: readonly string[];
}

/** What a path of a template holds; undefined when there is no such path. In a list, a key is an index. */
export function atPath(template: Json | undefined, path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>((value, key) => {
    if (isList(value)) return value[Number(key)];
    return isObject(value) ? value[key] : undefined;
  }, template);
}

/** A copy of the template with a value at a path; `undefined` takes the path out. */
export function withPath(
  template: JsonObject,
  [key, ...rest]: readonly string[],
  value: Json | undefined,
): JsonObject {
  if (key === undefined) return template;
  const inner = template[key];
  const next = rest.length === 0 ? value : below(inner, rest, value);
  const others = Object.fromEntries(Object.entries(template).filter(([name]) => name !== key));
  return next === undefined ? others : { ...template, [key]: next };
}

function below(inner: Json | undefined, path: readonly string[], value: Json | undefined): Json {
  if (!isList(inner)) return withPath(isObject(inner) ? inner : {}, path, value);
  const [index = "", ...rest] = path;
  return inner.map((item, at) => {
    if (String(at) !== index) return item;
    return rest.length === 0 ? (value ?? item) : below(item, rest, value);
  });
}

// `Array.isArray` does not narrow a readonly list.
function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The template with every patch applied, touching nothing else. */
export function patched(template: JsonObject, patches: readonly TemplatePatch[]): JsonObject {
  return patches.reduce((result, patch) => withPath(result, patch.path, patch.value), template);
}

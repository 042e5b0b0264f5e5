import { MetaPrefectError } from "../errors/meta-prefect-error.ts";

/**
 * A path below the API root, with its names percent-encoded.
 *
 * @throws `invalid-name` for a name that cannot stand in a path: `..` would name another object
 * @example
 * ```ts
 * path`/work_pools/${"a#b"}/queues/filter`; // "/work_pools/a%23b/queues/filter"
 * ```
 */
export function path(texts: TemplateStringsArray, ...names: readonly string[]): string {
  return texts.reduce((whole, text, index) => whole + segment(names[index - 1] ?? "") + text);
}

function segment(name: string): string {
  if (name === "" || name === "." || name === "..") {
    throw new MetaPrefectError("invalid-name", `Prefect cannot find anything by the name "${name}"`, {
      hint: "give it a name of letters, digits, dashes and underscores",
    });
  }
  return encodeURIComponent(name);
}

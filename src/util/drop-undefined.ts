/** The same object type, in which what could be `undefined` can only be absent. */
export type Defined<Value extends object> = {
  [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key];
} & { [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined> };

/**
 * A copy without the keys whose value is `undefined`: what was not given is then absent, which is not the same.
 *
 * @example
 * ```ts
 * dropUndefined({ limit: 3, queue: undefined }); // { limit: 3 }
 * ```
 */
export function dropUndefined<Value extends object>(value: Value): Defined<Value> {
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  // `fromEntries` forgets the names of keys.
  return Object.fromEntries(entries) as Defined<Value>;
}

/** The two halves of an entrypoint. */
export interface Entrypoint {
  /** As written: `flows/etl.py` or `flows.etl`. */
  readonly path: string;
  readonly isFile: boolean;
  /** `etl`, or `Class.method`. */
  readonly object: string;
}

function isName(text: string): boolean {
  return /^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$/u.test(text);
}

/** Splits an entrypoint; undefined when it has another form. */
export function splitEntrypoint(entrypoint: string): Entrypoint | undefined {
  const colon = entrypoint.lastIndexOf(":");
  if (colon <= 0) return undefined;
  const path = entrypoint.slice(0, colon);
  const object = entrypoint.slice(colon + 1);
  if (!object.split(".").every(isName)) return undefined;
  if (path.endsWith(".py")) return { path, isFile: true, object };
  return path.split(".").every(isName) ? { path, isFile: false, object } : undefined;
}

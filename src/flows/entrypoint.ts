import { isAbsolute, relative, sep } from "node:path";

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
  const object = entrypoint.slice(colon + 1).normalize("NFKC");
  if (!object.split(".").every(isName)) return undefined;
  if (path.endsWith(".py")) return { path, isFile: true, object };
  return path.split(".").every(isName) ? { path, isFile: false, object } : undefined;
}

/** A path relative to the project's folder with forward slashes; undefined when it lies outside. */
export function normalisePath(path: string, root: string): string | undefined {
  const local = isAbsolute(path) ? relative(root, path) : path;
  const parts: string[] = [];
  for (const part of local.split(sep).join("/").split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}

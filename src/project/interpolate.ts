import { isMapping, type Path } from "./path.ts";

/** What `${…}` may refer to. */
export interface Scope {
  /** What `${env}` is. */
  readonly environment: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the value of an environment variable must not be written out. @default none */
  readonly isSecret?: (name: string) => boolean;
}

/** A reference that could not be replaced. */
export interface InterpolationFault {
  readonly kind: "missing" | "malformed" | "secret";
  /** The reference as written, for example `${BUCKET}`. */
  readonly text: string;
  /** The variable's name; the text itself when malformed. */
  readonly name: string;
}

/**
 * Replaces `${VAR}`, `${VAR:-default}` and `${env}` in a text; `$${` stands for `${`. As in a shell, the default is
 * taken when the variable is not set or empty, and may refer to others itself. A fault stays in the text as written.
 *
 * @example
 * ```ts
 * interpolate("s3://${BUCKET:-acme}/${env}", { environment: "dev", env: {} }).text; // "s3://acme/dev"
 * ```
 */
export function interpolate(
  text: string,
  scope: Scope,
): { readonly text: string; readonly faults: readonly InterpolationFault[] } {
  if (!text.includes("${")) return { text, faults: [] };
  const faults: InterpolationFault[] = [];
  let out = "";
  let at = 0;
  for (;;) {
    const start = text.indexOf("${", at);
    if (start === -1) return { text: out + text.slice(at), faults };
    if (start > at && text[start - 1] === "$") {
      out += `${text.slice(at, start - 1)}\${`;
      at = start + 2;
      continue;
    }
    out += text.slice(at, start);
    const end = closing(text, start + 2);
    const reference = text.slice(start, end === -1 ? undefined : end + 1);
    out += replace(reference, end === -1 ? undefined : text.slice(start + 2, end), scope, faults);
    at = start + reference.length;
  }
}

/** Offset of the brace that closes the one before `from`; -1 when none does. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at++) {
    if (text.startsWith("${", at)) depth++;
    else if (text[at] === "}" && --depth === 0) return at;
  }
  return -1;
}

function replace(
  reference: string,
  body: string | undefined,
  scope: Scope,
  faults: InterpolationFault[],
): string {
  const parts = body === undefined ? null : /^([A-Za-z_]\w*)(?::-(.*))?$/s.exec(body);
  const name = parts?.[1];
  if (name === undefined) {
    faults.push({ kind: "malformed", text: reference, name: reference });
    return reference;
  }
  const value = name === "env" ? scope.environment : scope.env[name];
  const fallback = parts?.[2];
  if (fallback !== undefined && (value === undefined || value === "")) {
    const inner = interpolate(fallback, scope);
    faults.push(...inner.faults);
    return inner.text;
  }
  if (value !== undefined && scope.isSecret?.(name) !== true) return value;
  faults.push({ kind: value === undefined ? "missing" : "secret", text: reference, name });
  return reference;
}

/** Replaces references in every string below a value, never in keys. */
export function interpolateValue(
  value: unknown,
  scope: Scope,
  report: (fault: InterpolationFault, path: Path) => void,
  path: Path = [],
): unknown {
  if (typeof value === "string") {
    const result = interpolate(value, scope);
    for (const fault of result.faults) report(fault, path);
    return result.text;
  }
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => interpolateValue(item, scope, report, [...path, index]));
  }
  if (!isMapping(value)) return value;
  const { isSecret: _, ...trusting } = scope;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      // What stands below these is kept out of everything that is shown.
      interpolateValue(inner, ["$secret", "$plain"].includes(key) ? trusting : scope, report, [...path, key]),
    ]),
  );
}

/** Whether any string below a value may have a reference. */
export function holdsReference(value: unknown): boolean {
  if (typeof value === "string") return value.includes("${");
  return typeof value === "object" && value !== null && Object.values(value).some(holdsReference);
}

/** A path without `.` and doubled slashes, as pathlib keeps it. */
export function plainPath(text: string): string {
  const isAbsolute = text.startsWith("/");
  const parts = text.split("/").filter((part) => part !== "" && part !== ".");
  if (isAbsolute) return `/${parts.join("/")}`;
  return parts.length === 0 ? "." : parts.join("/");
}

/** A path with `..` resolved too, as os.path.normpath has it. */
export function normalPath(text: string): string {
  const isAbsolute = text.startsWith("/");
  const parts: string[] = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !isAbsolute) parts.push(part);
  }
  const joined = parts.join("/");
  return isAbsolute ? `/${joined}` : joined === "" ? "." : joined;
}

/** Paths put one after another; an absolute one starts anew. */
export function joinPath(parts: readonly string[]): string {
  let out = "";
  for (const part of parts) {
    if (part.startsWith("/")) out = part;
    else out = out === "" || out.endsWith("/") ? out + part : `${out}/${part}`;
  }
  return out;
}

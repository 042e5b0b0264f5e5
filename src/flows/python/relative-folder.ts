/** A folder of the search path relative to the project's folder, `..` resolved; undefined when it lies outside. */
export function relativeFolder(root: string, folder: string): string | undefined {
  const parts: string[] = [];
  for (const part of (folder.startsWith("/") ? folder : `${root}/${folder}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  const path = `/${parts.join("/")}`;
  if (path === root) return "";
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
}

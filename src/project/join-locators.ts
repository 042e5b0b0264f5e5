import type { Locator } from "./locate.ts";
import type { Path } from "./path.ts";

/** Where a part of a value that was put together really stands. */
export interface Part {
  /** Its path in the whole. */
  readonly at: Path;
  readonly locator: Locator;
  /** Its path in the file of the locator. */
  readonly there: Path;
}

/** The locator of a value that was put together from several files: the main file's, but for the given parts. */
export function joinLocators(main: Locator, parts: readonly Part[]): Locator {
  if (parts.length === 0) return main;
  const known = new Map(parts.map((part) => [keyOf(part.at), part]));
  const find = (path: Path): readonly [Locator, Path] => {
    for (let length = path.length; length > 0; length--) {
      const part = known.get(keyOf(path.slice(0, length)));
      if (part) return [part.locator, [...part.there, ...path.slice(length)]];
    }
    return [main, path];
  };
  return {
    value: (path) => {
      const [locator, there] = find(path);
      return locator.value(there);
    },
    key: (path) => {
      const [locator, there] = find(path);
      return locator.key(there);
    },
    nearest: (path) => {
      const [locator, there] = find(path);
      return locator.nearest(there);
    },
    text: (path, piece) => {
      const [locator, there] = find(path);
      return locator.text(there, piece);
    },
    range: main.range,
  };
}

function keyOf(path: Path): string {
  return path.map(String).join("\0");
}

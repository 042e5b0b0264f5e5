/**
 * The names of a function's parameters, of its source; one that is taken apart (`{ day }`) has the name `input`, and of
 * the same kind a second one `input1`. Source that cannot be read has none.
 */
export function parameterNames(fn: (...input: never[]) => unknown): readonly string[] {
  const source = sourceOf(fn).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, "");
  const lone = /^(?:async\s*)?([\p{L}_$][\p{L}\p{N}_$]*)\s*=>/u.exec(source);
  if (lone?.[1] !== undefined) return [lone[1]];
  const open = source.indexOf("(");
  if (open < 0) return [];
  return splitTopLevel(source.slice(open + 1)).map((text, index) => {
    const found = /^(?:\.\.\.)?\s*([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(text.trim());
    return found?.[1] ?? (index === 0 ? "input" : `input${String(index)}`);
  });
}

/** The source of a function; one that stands for another says that one's. */
export function sourceOf(fn: (...input: never[]) => unknown): string {
  return Object.hasOwn(fn, "toString") ? fn.toString() : Function.prototype.toString.call(fn);
}

/** The parts between commas, up to the bracket that closes the list. */
function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  let depth = 0;
  let quote = "";
  for (const character of text) {
    if (quote !== "") {
      if (character === quote) quote = "";
    } else if (`"'\``.includes(character)) quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) {
      if (depth === 0) break;
      depth--;
    }
    if (character === "," && depth === 0 && quote === "") {
      parts.push(part);
      part = "";
    } else part += character;
  }
  return part.trim() === "" ? parts : [...parts, part];
}

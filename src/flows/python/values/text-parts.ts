/** What Python takes as white space. */
export const blank =
  " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

/** Takes characters away from the ends of a text. */
export function strip(self: string, characters: string, left: boolean, right: boolean): string {
  let start = 0;
  let end = self.length;
  while (left && start < end && characters.includes(self.charAt(start))) start++;
  while (right && end > start && characters.includes(self.charAt(end - 1))) end--;
  return self.slice(start, end);
}

/** The parts of a text between separators, or between white space; at most `limit` cuts where that is not negative. */
export function split(
  self: string,
  separator: string | undefined,
  limit: number,
  fromRight: boolean,
): string[] {
  if (separator === undefined) {
    const words: string[] = [];
    let rest = strip(self, blank, true, true);
    while (rest.length > 0) {
      if (limit >= 0 && words.length >= limit) {
        return fromRight ? [rest, ...words] : [...words, rest];
      }
      let cut = fromRight ? rest.length : 0;
      while (
        fromRight
          ? cut > 0 && !blank.includes(rest.charAt(cut - 1))
          : cut < rest.length && !blank.includes(rest.charAt(cut))
      )
        cut += fromRight ? -1 : 1;
      if (fromRight) {
        words.unshift(rest.slice(cut));
        rest = strip(rest.slice(0, cut), blank, false, true);
      } else {
        words.push(rest.slice(0, cut));
        rest = strip(rest.slice(cut), blank, true, false);
      }
    }
    return words;
  }
  const parts = self.split(separator);
  if (limit < 0 || parts.length <= limit + 1) return parts;
  return fromRight
    ? [parts.slice(0, parts.length - limit).join(separator), ...parts.slice(parts.length - limit)]
    : [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

/** Lines as `str.splitlines` and pydantic's and Prefect's cleaning of docstrings see them. */
export function splitLines(text: string, keepEnds = false): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (!"\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029".includes(character)) continue;
    const end = character === "\r" && text[i + 1] === "\n" ? i + 2 : i + 1;
    lines.push(text.slice(start, keepEnds ? end : i));
    i = end - 1;
    start = end;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** `str.expandtabs`. */
export function expandTabs(text: string, size = 8): string {
  let out = "";
  let column = 0;
  for (const character of text) {
    if (character === "\t") {
      const spaces = size > 0 ? size - (column % size) : 0;
      out += " ".repeat(spaces);
      column += spaces;
    } else {
      out += character;
      column = character === "\n" || character === "\r" ? 0 : column + 1;
    }
  }
  return out;
}

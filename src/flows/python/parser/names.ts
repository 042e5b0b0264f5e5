/** Whether a character (its code) is one of 0 to 9. */
export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Letters of ASCII and the underscore. */
function isPlainStart(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;
}

/** Whether a name begins at a place. */
export function isNameStart(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code <= 127) return isPlainStart(code);
  return (
    code > 127 &&
    /^[\p{L}\p{Nl}_\u2118\u212e\u309b\u309c]/u.test(
      String.fromCodePoint(text.codePointAt(at) ?? 0).normalize("NFKC"),
    )
  );
}

/** Where a name that begins at `from` ends. */
export function nameEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (isPlainStart(code) || isDigit(code)) at++;
    else if (code > 127) {
      const whole = String.fromCodePoint(text.codePointAt(at) ?? 0);
      if (!/^[\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}\u00b7]/u.test(whole.normalize("NFKC"))) break;
      at += whole.length;
    } else break;
  }
  return at;
}

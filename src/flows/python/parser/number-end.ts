import { isDigit } from "./names.ts";

function digits(text: string, from: number, allowed: string): number {
  let at = from;
  while (at < text.length && (allowed.includes(text.charAt(at).toLowerCase()) || text[at] === "_")) at++;
  return at;
}

/** Where a number that begins at `from` ends. */
export function numberEnd(text: string, from: number): number {
  const radix = text.charAt(from + 1).toLowerCase();
  if (text[from] === "0" && "xob".includes(radix) && radix !== "")
    return digits(text, from + 2, radix === "x" ? "0123456789abcdef" : radix === "o" ? "01234567" : "01");
  let at = digits(text, from, "0123456789");
  if (text[at] === ".") at = digits(text, at + 1, "0123456789");
  const sign = text[at + 1] === "+" || text[at + 1] === "-" ? 2 : 1;
  if (text.charAt(at).toLowerCase() === "e" && isDigit(text.charCodeAt(at + sign)))
    at = digits(text, at + sign, "0123456789");
  return text.charAt(at).toLowerCase() === "j" ? at + 1 : at;
}

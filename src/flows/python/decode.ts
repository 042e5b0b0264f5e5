import { SyntaxProblem } from "./syntax-problem.ts";

const encodings: Readonly<Record<string, string>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "utf-8-sig": "utf-8",
  u8: "utf-8",
  ascii: "utf-8",
  "us-ascii": "utf-8",
  "latin-1": "latin1",
  latin1: "latin1",
  "iso-8859-1": "latin1",
  "iso8859-1": "latin1",
  "iso-latin-1": "latin1",
  l1: "latin1",
  cp1252: "windows-1252",
  "windows-1252": "windows-1252",
  "iso-8859-15": "iso-8859-15",
  "iso8859-15": "iso-8859-15",
  latin9: "iso-8859-15",
  cp1251: "windows-1251",
  "windows-1251": "windows-1251",
  "koi8-r": "koi8-r",
  shift_jis: "shift_jis",
  "euc-jp": "euc-jp",
  gbk: "gbk",
  big5: "big5",
};

/** The encoding that one of the first two lines names (PEP 263). */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1000)).toString("latin1");
  if (!head.includes("coding")) return undefined;
  for (const line of head.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n").slice(0, 2)) {
    const match = /^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)/u.exec(line);
    if (match?.[1] !== undefined) return match[1].toLowerCase().replaceAll("_", "-");
    if (!/^[ \t\f]*(?:#.*)?$/u.test(line)) return undefined;
  }
  return undefined;
}

/** The text of a Python file: decoded as Python would, line ends as `\n`. Throws {@link SyntaxProblem}. */
export function decodeSource(bytes: Uint8Array): string {
  const declared = declaredEncoding(bytes);
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  const encoding =
    declared === undefined ? "utf-8" : (encodings[declared] ?? encodings[declared.replaceAll("-", "_")]);
  if (encoding === undefined) throw new SyntaxProblem(`unknown encoding: ${declared ?? ""}`, 0);
  if (hasMark && encoding !== "utf-8")
    throw new SyntaxProblem(`encoding problem: ${encoding} with a byte order mark`, 0);
  let text: string;
  try {
    text = encoding === "latin1" ? latin1(bytes) : decoder(encoding).decode(bytes);
  } catch {
    throw new SyntaxProblem(`the file is not ${declared ?? "UTF-8"} text`, 0);
  }
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
}

const decoders = new Map<string, InstanceType<typeof TextDecoder>>();

function decoder(encoding: string): InstanceType<typeof TextDecoder> {
  const known = decoders.get(encoding);
  if (known !== undefined) return known;
  const made = new TextDecoder(encoding, { fatal: true });
  decoders.set(encoding, made);
  return made;
}

/** Every byte as the character of its number; the web's latin1 is windows-1252. */
function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}

import type { Json } from "../interfaces/json.ts";

/*
 * The secrets that this process has looked up, so that none of them leaves it. One list for the whole process: whoever
 * writes a message or prints a line cannot know which run a text comes from.
 */
const known = new Set<string>();
let ordered: readonly string[] = [];

/** What is shorter would only mangle ordinary words. */
const shortest = 4;
/** Lines of a secret that can be recognised alone, for example of a PEM file. */
const shortestLine = 12;

/** Remembers a secret as it is, line by line, and as JSON, a URL and Base64 would write it. */
export function rememberSecret(secret: string): void {
  const lines = secret.split(/\r?\n/).map((line) => line.trim());
  const texts = [secret, ...lines.filter((line) => line.length >= shortestLine)];
  for (const text of texts) {
    for (const form of [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), base64(text)]) {
      if (form.length >= shortest) known.add(form);
    }
  }
  ordered = [...known].sort((a, b) => b.length - a.length);
}

/** Remembers every text below a value that is a secret as a whole, at whatever depth. */
export function rememberSecretsIn(value: Json): void {
  if (typeof value === "string") rememberSecret(value);
  else if (typeof value === "object" && value !== null) Object.values(value).forEach(rememberSecretsIn);
}

/** The text with `***` for every secret that was looked up in this process. */
export function redact(text: string): string {
  return ordered.reduce((message, secret) => message.replaceAll(secret, "***"), text);
}

function base64(text: string): string {
  return Buffer.from(text, "utf8").toString("base64");
}

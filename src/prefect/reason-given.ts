import type { Json, JsonObject } from "../interfaces/json.ts";
import { isObject } from "../util/stable-json.ts";
import { parseJson } from "./parse-json.ts";

/* Members of a request whose values may be secret. */
const opaque = new Set(["parameters", "job_variables", "pull_steps", "value", "data", "base_job_template"]);
const longest = 400;

/**
 * Why Prefect refused a request, in its own words and on one line, or an empty text.
 *
 * Prefect echoes the request in its answer, and words of a validator may quote a value; both are left out, so that no
 * secret of a body comes into a message.
 */
export function reasonGiven(text: string, body: Json | undefined): string {
  const answer = parseJson(text);
  if (!isObject(answer)) return "";
  const entries = answer["exception_detail"] ?? answer["detail"];
  const said = Array.isArray(entries) ? mostSpecific(entries) : undefined;
  const words = said ?? wordsOf(answer["detail"]) ?? wordsOf(answer["exception_message"]) ?? "";
  const line = withoutQuotedValue(words).replace(/\s+/g, " ").trim().replace(/\.$/, "");
  const safe = secretsOf(body).reduce((message, secret) => message.replaceAll(secret, "***"), line);
  return safe.length > longest ? `${safe.slice(0, longest)}…` : safe;
}

function wordsOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/*
 * A value that fits no member of a union gives one entry for each member. The one that got deepest is about the member
 * that was meant; what says 'missing' or 'extra' is mostly about another.
 */
function mostSpecific(entries: readonly Json[]): string | undefined {
  const best = entries
    .filter(isObject)
    .map((entry) => ({
      where: pathOf(entry["loc"]),
      what: (wordsOf(entry["msg"]) ?? "").replace(/^Value error, /, ""),
      rank: rankOf(entry),
    }))
    .sort((a, b) => b.rank - a.rank)[0];
  if (best === undefined) return undefined;
  return best.where === "" ? best.what : `${best.where}: ${best.what}`;
}

function rankOf(entry: JsonObject): number {
  const depth = Array.isArray(entry["loc"]) ? entry["loc"].length : 0;
  return depth + (["missing", "extra_forbidden"].includes(wordsOf(entry["type"]) ?? "") ? 0 : 100);
}

function pathOf(location: Json | undefined): string {
  if (!Array.isArray(location)) return "";
  return (
    location
      .map(String)
      // 'body' is every request, and what has brackets names a validator of the server.
      .filter((part) => part !== "body" && !part.includes("["))
      .join(".")
  );
}

/* A JSON Schema validator names the value first: "'abc' is not of type 'integer'". */
function withoutQuotedValue(words: string): string {
  const tail =
    /^(.*?(?:Failure reason|ValidationError): ?)(.+?)( (?:is|does|should|has|was|were) .*)$/su.exec(words);
  if (tail === null || /^'[^']*' is a required property/.test(`${tail[2] ?? ""}${tail[3] ?? ""}`))
    return words;
  return `${tail[1] ?? ""}the value${tail[3] ?? ""}`;
}

/** Texts of a request that may be secret, long ones first. Very short ones would only mangle the message. */
function secretsOf(body: Json | undefined): readonly string[] {
  const found = new Set<string>();
  const collect = (value: Json, secret: boolean): void => {
    if (typeof value === "string" && secret && value.length >= 4) found.add(value);
    else if (Array.isArray(value))
      value.forEach((item: Json) => {
        collect(item, secret);
      });
    else if (isObject(value))
      for (const [key, inner] of Object.entries(value)) collect(inner, secret || opaque.has(key));
  };
  if (body !== undefined) collect(body, false);
  return [...found].sort((a, b) => b.length - a.length);
}

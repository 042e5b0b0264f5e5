import type { ReceivedAnswer } from "../interfaces/repeat.ts";
import { digitsInJson, parseExactJson } from "../util/exact-integer.ts";
import { shortHash } from "../util/hash.ts";

/**
 * What passes by itself while workers ask for runs and runs hold slots. No plan looks at it; everything else counts. (What was
 * read of it, and not whole answers, is compared in resolver/observation-digests.ts.)
 */
const passing: Readonly<Record<string, readonly string[]>> = {
  "/deployments/filter": ["status", "last_polled"],
  "/work_pools/filter": ["status", "updated", "active_slots"],
};

/** A digest of an answer that says the same as long as nothing has changed that a plan looks at. */
export function answerDigest(path: string, { status, text }: ReceivedAnswer): string {
  const dropped = Object.entries(passing).find(([end]) => path.endsWith(end))?.[1];
  const counting = dropped === undefined ? text : lasting(text, new Set(dropped));
  return shortHash(`${String(status)}\n${counting}`, 64);
}

function lasting(text: string, dropped: ReadonlySet<string>): string {
  const items: unknown = parseExactJson(text);
  if (!Array.isArray(items)) return text;
  const kept = items.map((item: unknown) =>
    typeof item === "object" && item !== null
      ? Object.fromEntries(Object.entries(item).filter(([key]) => !dropped.has(key)))
      : item,
  );
  return digitsInJson(JSON.stringify(kept));
}

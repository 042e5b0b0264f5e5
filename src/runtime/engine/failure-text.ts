import { redact } from "../../errors/redact.ts";

const longest = 10_000;

/** What a state says of a thrown value: its name and message. */
export function failureText(thrown: unknown): string {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return redact(text.slice(0, longest));
}

/** What a log says of it: with the places in the code. */
export function failureTrace(thrown: unknown): string {
  if (!(thrown instanceof Error)) return failureText(thrown);
  const cause = thrown.cause === undefined ? "" : `\ncaused by ${failureTrace(thrown.cause)}`;
  return redact(`${thrown.stack ?? failureText(thrown)}${cause}`.slice(0, longest));
}

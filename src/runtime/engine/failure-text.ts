import { redact } from "../../errors/redact.ts";

const longest = 10_000;

/** What a state says of a thrown value: its name and message. */
export function failureText(thrown: unknown): string {
  return shortened(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown));
}

/** What a log says of it: with the places in the code, and with what caused it. */
export function failureTrace(thrown: unknown): string {
  return shortened(withCauses(thrown, new Set()));
}

function withCauses(thrown: unknown, told: Set<unknown>): string {
  if (!(thrown instanceof Error)) return failureText(thrown);
  told.add(thrown);
  const { cause, stack = failureText(thrown) } = thrown;
  return cause === undefined || told.has(cause) ? stack : `${stack}\ncaused by ${withCauses(cause, told)}`;
}

/** Cut after the secrets are taken out: the beginning of one would not be known for it. */
function shortened(text: string): string {
  return redact(text).slice(0, longest);
}

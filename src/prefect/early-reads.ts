import { setMaxListeners } from "node:events";
import type { EarlyAnswers, ReceivedAnswer, SentRequest } from "../interfaces/repeat.ts";
import { answerDigest } from "./answer-digest.ts";
import { createExchange, type Exchange } from "./exchange.ts";

/** A request that only reads, and what it was answered with. */
export interface RememberedRead extends SentRequest {
  /** Of {@link answerDigest}. */
  readonly digest: string;
}

/** Whether a value is a read as it was kept. */
export function isRememberedRead(value: unknown): value is RememberedRead {
  if (typeof value !== "object" || value === null) return false;
  const texts = ["method", "url", "digest"].every((name) => typeof Reflect.get(value, name) === "string");
  const headers: unknown = Reflect.get(value, "headers");
  return texts && typeof headers === "object" && headers !== null;
}

/** Reads that are under way. */
export interface EarlyReads extends Pick<EarlyAnswers, "take"> {
  /** Whether each is answered as it was remembered; never rejects. */
  readonly areAsBefore: () => Promise<boolean>;
}

/** An answered request as it is kept. */
export function remembered(seen: {
  readonly request: SentRequest;
  readonly answer: ReceivedAnswer;
}): RememberedRead {
  return { ...seen.request, digest: answerDigest(new URL(seen.request.url).pathname, seen.answer) };
}

/** An answered request of which only the question counts. */
export function unsettled({ request }: { readonly request: SentRequest }): RememberedRead {
  return { ...request, digest: "" };
}

/** Headers that every request of ours has; of others nobody knows whether they are secret. */
const plain = new Set(["accept", "user-agent", "content-type", "content-length"]);

/** Whether a request changes nothing and has to do with no secret, so that it may be kept and sent again. */
export function isPlainRead({ method, url, headers, body = "" }: SentRequest): boolean {
  const { username, pathname } = new URL(url);
  const reads = method === "GET" || (method === "POST" && /\/(filter|count)$/.test(pathname));
  const isOpen = username === "" && !(url + body).includes("include_secrets");
  return reads && isOpen && Object.keys(headers).every((name) => plain.has(name.toLowerCase()));
}

/** Sends reads, all at once. */
export function sendEarly(reads: readonly RememberedRead[], signal: AbortSignal): EarlyReads {
  const [first] = reads;
  // Each request listens, and Node takes more than ten for a leak and says so on stderr.
  setMaxListeners(0, signal);
  const exchange: Promise<Exchange> | undefined =
    first && createExchange({ url: first.url, connectTimeout: 10_000, requestTimeout: 90_000 });
  const send = async ({ method, url, headers, body }: SentRequest): Promise<ReceivedAnswer | undefined> => {
    const incoming = await (await exchange)?.({ method, url: new URL(url), headers, body }, signal);
    return incoming?.kind === "answer" && incoming.status === 200 ? incoming : undefined;
  };
  const sent = reads.map((read) => ({ read, answer: send(read).catch(() => undefined) }));
  const untaken = new Map(sent.map(({ read, answer }) => [keyOf(read), answer]));
  return {
    take: (request) => {
      // What was asked before a write says nothing about what is after it.
      if (!isPlainRead(request)) untaken.clear();
      const key = keyOf(request);
      const answer = untaken.get(key);
      untaken.delete(key);
      return answer;
    },
    areAsBefore: async () => {
      const same = sent.map(async ({ read, answer }) => {
        const given = await answer;
        const digest = given && answerDigest(new URL(read.url).pathname, given);
        if (digest !== read.digest) throw new TypeError(`${read.url} is answered otherwise`);
      });
      // One that is another, or no JSON, is enough.
      return Promise.all(same).then(
        () => true,
        () => false,
      );
    },
  };
}

function keyOf({ method, url, headers, body }: SentRequest): string {
  return JSON.stringify([method, url, Object.entries(headers).sort(), body]);
}

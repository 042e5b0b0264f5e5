import { setMaxListeners } from "node:events";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { Clock } from "../interfaces/ports.ts";
import { isObject } from "../util/stable-json.ts";
import { createCsrfTokens, csrfTokenHeader, wantsCsrfToken } from "./csrf.ts";
import type { Exchange, Incoming, Outgoing } from "./exchange.ts";
import { badAnswer, isJsonAnswer, noAnswer, notJson } from "./failures.ts";
import { parseJson } from "./parse-json.ts";
import { reasonGiven } from "./reason-given.ts";
import { mostAttempts, delayBefore, isAmbiguous, isBusy, isRepeatable, type Repeat } from "./retry.ts";
import { digitsInJson } from "../util/exact-integer.ts";

/** A request to the API. */
interface ApiRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the API root, with a leading slash and percent-encoded names. */
  readonly path: string;
  readonly body?: Json;
  /** @default "safe" */
  readonly repeat?: Repeat;
  /**
   * For what would make a second thing: asked before the request is sent again, whether a lost attempt has done it. Then
   * nothing more is sent, and the answer has no body.
   */
  readonly isDone?: () => Promise<boolean>;
  /** Statuses beside 2xx that are an answer to the caller and not an error. @default [] */
  readonly accept?: readonly number[];
}

/** An answer that the caller accepts. */
interface ApiAnswer {
  readonly status: number;
  /** Undefined when the answer is empty. */
  readonly body: Json | undefined;
  /** Whether an earlier attempt may have done already what was asked. */
  readonly repeated: boolean;
  /** When it was made by the server's clock, in milliseconds since 1970, cut to seconds. */
  readonly date?: number | undefined;
}

/** Sends a request, again where that is safe, and throws a coded error for whatever is not a good answer. */
export type Transport = (request: ApiRequest) => Promise<ApiAnswer>;

export interface TransportOptions {
  /** API root without a trailing slash and without credentials. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly exchange: Exchange;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  /** From 0 to 1; makes waiting times differ between clients. */
  readonly random: () => number;
  /** Told of each answer that says that the server has too much to do. */
  readonly onBusy: () => void;
}

/** Makes the one door to the API. */
export function createTransport({
  url,
  headers,
  exchange,
  clock,
  signal,
  random,
  onBusy,
}: TransportOptions): Transport {
  // Each request that is under way listens, and Node takes more than ten for a leak and says so on stderr.
  if (signal !== undefined) setMaxListeners(0, signal);
  const csrf = createCsrfTokens();
  let reached = false;

  const attempt = async (request: ApiRequest): Promise<Incoming> => {
    const outgoing = outgoingOf(request, url, { ...headers, ...csrf.headers(request.method) });
    const incoming = await exchange(outgoing, signal);
    reached ||= incoming.kind === "answer";
    if (
      incoming.kind === "no-answer" ||
      !wantsCsrfToken(incoming.status, reasonGiven(incoming.text, undefined))
    )
      return incoming;
    const renewed = await csrf.renew(outgoing.headers[csrfTokenHeader], async (client) => {
      const path = `/csrf-token?client=${client}`;
      const { body } = await send({ method: "GET", path, accept: [404, 422] });
      const token = isObject(body) ? body["token"] : undefined;
      return typeof token === "string" ? token : undefined;
    });
    return renewed
      ? exchange(outgoingOf(request, url, { ...headers, ...csrf.headers(request.method) }), signal)
      : incoming;
  };

  const send: Transport = async (request) => {
    const failed = {
      operation: `${request.method} ${request.path.split("?")[0] ?? ""}`,
      url,
      body: request.body,
    };
    let repeated = false;
    for (let count = 1; ; count++) {
      const incoming = await interruptible(attempt(request), signal);
      if (isBusy(incoming)) onBusy();
      if (incoming.kind === "answer" && isWelcome(incoming.status, request)) {
        const body = parseJson(incoming.text);
        if (incoming.text !== "" && (body === undefined || !isJsonAnswer(incoming)))
          throw notJson(incoming, failed);
        return { status: incoming.status, body, repeated, date: dateOf(incoming.headers.date) };
      }
      const delay = isRepeatable(incoming, request.repeat ?? "safe")
        ? delayBefore(count, incoming, clock, random())
        : undefined;
      if (delay === undefined || count >= mostAttempts(incoming, reached)) {
        throw incoming.kind === "answer" ? badAnswer(incoming, failed) : noAnswer(incoming, failed);
      }
      repeated ||= isAmbiguous(incoming);
      await interruptible(clock.sleep(delay, signal), signal);
      if (isAmbiguous(incoming) && (await request.isDone?.()) === true)
        return { status: 200, body: undefined, repeated: true };
    }
  };
  return send;
}

function dateOf(header: string | undefined): number | undefined {
  const instant = Date.parse(header ?? "");
  return Number.isNaN(instant) ? undefined : instant;
}

function isWelcome(status: number, request: ApiRequest): boolean {
  return (status >= 200 && status < 300) || request.accept?.includes(status) === true;
}

function outgoingOf(request: ApiRequest, url: string, headers: Readonly<Record<string, string>>): Outgoing {
  const body = request.body === undefined ? undefined : digitsInJson(JSON.stringify(request.body));
  return {
    method: request.method,
    url: new URL(url + request.path),
    // Prefect drops a body without this content type in silence, and then a filter selects everything.
    headers:
      body === undefined
        ? headers
        : {
            ...headers,
            "Content-Type": "application/json",
            "Content-Length": String(Buffer.byteLength(body)),
          },
    body,
  };
}

async function interruptible<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  try {
    return await work;
  } catch (cause) {
    if (signal?.aborted !== true) throw cause;
    throw new MetaPrefectError("interrupted", "the run was stopped before Prefect had answered", {
      hint: "run again: what is done already stays done",
      cause,
    });
  }
}

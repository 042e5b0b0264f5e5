import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Clock } from "../interfaces/ports.ts";
import type { ApiAuth } from "./api-auth.ts";
import type { EarlyAnswers } from "../interfaces/repeat.ts";
import { createExchange, type AgentMaker, type Exchange, type Incoming } from "./exchange.ts";
import { createTransport, type Transport } from "./transport.ts";

/** What a client of Prefect's API is given. */
export interface PrefectApiOptions {
  /** API root, for example `http://127.0.0.1:4200/api`. */
  readonly url: string;
  readonly auth?: ApiAuth | undefined;
  /** Sent with every request; an `Authorization` here wins over `auth`. @default {} */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** PEM file of certificates to trust instead of the usual ones. */
  readonly ca?: string | undefined;
  /** Accept any certificate. @default false */
  readonly insecure?: boolean | undefined;
  /** Address of an HTTP proxy through which the API is reached. @default none */
  readonly proxy?: string | undefined;
  /** Ends everything that is under way. */
  readonly signal?: AbortSignal | undefined;
  /** Our own version, for the User-Agent. */
  readonly version?: string | undefined;
  /** Until a connection stands, in milliseconds. @default 10_000 */
  readonly connectTimeout?: number | undefined;
  /** For one answer, in milliseconds; a busy SQLite was seen to take 60 s. @default 90_000 */
  readonly requestTimeout?: number | undefined;
  /** @default the machine's */
  readonly clock?: Clock | undefined;
  /** Answers that may be under way already. @default none */
  readonly early?: EarlyAnswers | undefined;
  /** From 0 to 1; spreads the waiting times. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Opens the one door to an API.
 *
 * @param url API root without a trailing slash and without credentials
 * @param onBusy told of each answer that says that the server has too much to do
 */
export function openTransport(options: PrefectApiOptions, url: string, onBusy: () => void): Transport {
  return createTransport({
    url,
    headers: headersOf(options),
    exchange: withEarly(lazyExchange({ ...options, url }), isPlain(options) ? options.early : undefined),
    clock: options.clock ?? machineClock,
    signal: options.signal,
    random: options.random ?? Math.random,
    onBusy,
  });
}

/*
 * No Prefect User-Agent, not even a custom one: the server would hold back concurrency slots until a client of that name
 * renews its leases. Names are lower case, so that a custom header replaces ours whatever its case.
 */
function headersOf({ auth, headers, version }: PrefectApiOptions): Readonly<Record<string, string>> {
  const custom = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value] as const);
  return {
    accept: "application/json",
    ...(auth === undefined ? {} : { authorization: authorization(auth) }),
    ...Object.fromEntries(custom),
    "user-agent": `meta-prefect/${version ?? "0"}`,
  };
}

function authorization({ type, value }: ApiAuth): string {
  return type === "bearer" ? `Bearer ${value}` : `Basic ${Buffer.from(value, "utf8").toString("base64")}`;
}

/** Whether the API is reached as anybody reaches it, so that a question sent without these options is the same. */
function isPlain({ url, proxy, ca, insecure = false }: PrefectApiOptions): boolean {
  return proxy === undefined && !insecure && (ca === undefined || !url.startsWith("https:"));
}

/** Takes an answer that is under way already, and says what was asked. */
function withEarly(exchange: Exchange, early: EarlyAnswers | undefined): Exchange {
  if (early === undefined) return exchange;
  return async (outgoing, signal) => {
    const request = { ...outgoing, url: outgoing.url.href };
    const taken = await early.take(request);
    const incoming: Incoming =
      taken === undefined ? await exchange(outgoing, signal) : { kind: "answer", ...taken };
    early.note(request, incoming.kind === "answer" ? incoming : undefined);
    return incoming;
  };
}

/** Reads the certificates with the first request, so that making a client stays synchronous. */
function lazyExchange(options: PrefectApiOptions): Exchange {
  let exchange: Promise<Exchange> | undefined;
  const make = async (): Promise<Exchange> =>
    createExchange({
      url: options.url,
      connectTimeout: options.connectTimeout ?? 10_000,
      requestTimeout: options.requestTimeout ?? 90_000,
      // Without TLS nobody looks at them, and a system's whole bundle takes time to read.
      ca:
        options.ca === undefined || !options.url.startsWith("https:")
          ? undefined
          : await readCertificates(options.ca),
      insecure: options.insecure,
      agent:
        options.proxy === undefined
          ? undefined
          : await proxyAgents(options.proxy, options.url.startsWith("https:")),
    });
  return async (outgoing, signal) => (await (exchange ??= make()))(outgoing, signal);
}

/** Loaded only where there is a proxy. */
async function proxyAgents(proxy: string, secure: boolean): Promise<AgentMaker> {
  const { HttpProxyAgent, HttpsProxyAgent } = await import("hpagent");
  const kind = URL.canParse(proxy) ? new URL(proxy).protocol : undefined;
  if (kind === undefined || !/^https?:$/.test(kind)) {
    // Never with the address itself, which may have a password in it.
    throw new MetaPrefectError(
      "invalid-prefect-settings",
      kind === undefined
        ? "the address of the proxy is none"
        : `a proxy of this kind is not supported: ${kind}//`,
      {
        hint: "HTTPS_PROXY and HTTP_PROXY name an http:// or https:// proxy",
      },
    );
  }
  return (pool) =>
    secure ? new HttpsProxyAgent({ ...pool, proxy }) : new HttpProxyAgent({ ...pool, proxy });
}

async function readCertificates(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    throw new MetaPrefectError("invalid-prefect-settings", `the certificates at ${file} cannot be read`, {
      hint: "set PREFECT_API_SSL_CERT_FILE to a PEM file",
      cause,
    });
  }
}

const machineClock: Clock = {
  now: () => new Date(),
  sleep: (milliseconds, signal) => wait(milliseconds, undefined, signal === undefined ? {} : { signal }),
};

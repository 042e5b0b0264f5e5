import { readFile } from "node:fs/promises";
import { setTimeout as wait } from "node:timers/promises";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Clock } from "../interfaces/ports.ts";
import type { Database, PrefectApi } from "../interfaces/prefect-api.ts";
import { apiAddress } from "./api-address.ts";
import type { ApiAuth } from "./api-auth.ts";
import { createAutomations } from "./automations.ts";
import { createBlocks } from "./blocks.ts";
import { createConcurrencyLimits } from "./concurrency-limits.ts";
import { createControl } from "./control.ts";
import { createDeployments } from "./deployments.ts";
import { createExchange, type AgentMaker, type Exchange } from "./exchange.ts";
import { createFlowRuns } from "./flow-runs.ts";
import { createFlows } from "./flows.ts";
import { createInventory } from "./inventory.ts";
import { createLister } from "./paging.ts";
import { readDatabase, readVersion } from "./server-info.ts";
import { createTransport } from "./transport.ts";
import { createVariables } from "./variables.ts";
import { createWorkPools } from "./work-pools.ts";

/** What `createPrefectApi` is given. */
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
  /** From 0 to 1; spreads the waiting times. @default Math.random */
  readonly random?: (() => number) | undefined;
}

/**
 * Makes a client of one Prefect API. Nothing is sent before the first call.
 *
 * @throws `invalid-api-url` when the address is none
 * @example
 * ```ts
 * const api = createPrefectApi({ url: "http://127.0.0.1:4200/api" });
 * const deployment = await api.deployments.byName("etl", "nightly");
 * ```
 */
export function createPrefectApi(options: PrefectApiOptions): PrefectApi {
  const { url, uiUrl, isCloud, credentials } = apiAddress(options.url);
  const auth = options.auth ?? credentials;
  let busyAnswers = 0;
  const send = createTransport({
    url,
    headers: headersOf({ ...options, auth }),
    exchange: lazyExchange({ ...options, url }),
    clock: options.clock ?? machineClock,
    signal: options.signal,
    random: options.random ?? Math.random,
    onBusy: () => busyAnswers++,
  });
  const list = createLister(send);
  let database: Promise<Database> | undefined;
  return {
    url,
    uiUrl,
    version: () => readVersion(send, isCloud),
    database: () => (database ??= isCloud ? Promise.resolve("unknown") : readDatabase(send)),
    busyAnswers: () => busyAnswers,
    control: createControl(send),
    flows: createFlows(send, list),
    deployments: createDeployments(send, list),
    workPools: createWorkPools(send, list),
    automations: createAutomations(send, list),
    blocks: createBlocks(send, list),
    concurrencyLimits: createConcurrencyLimits(send),
    inventory: createInventory(list),
    variables: createVariables(send, list),
    flowRuns: createFlowRuns(send, list),
  };
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
  if (!/^https?:$/.test(new URL(proxy).protocol)) {
    throw new MetaPrefectError(
      "invalid-prefect-settings",
      `a proxy of this kind is not supported: ${new URL(proxy).protocol}//`,
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

import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";

/** A request that passed the proxy. */
export interface RecordedRequest {
  readonly method: string;
  /** With the query, as sent: `/api/deployments/filter`. */
  readonly path: string;
  /** Parsed JSON; the text when it is none; undefined when empty. */
  readonly body: unknown;
  readonly userAgent: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How many writes were unanswered when this one came, with itself; 0 for a read. */
  readonly writesInFlight: number;
}

type Asked = Omit<RecordedRequest, "writesInFlight">;

/** What happens instead of a plain forwarding. */
export type Fault =
  /** The proxy answers; Prefect never hears of the request. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  /** The connection breaks before Prefect hears of the request, or after it has done the work. */
  | { readonly reset: "before" | "after" }
  /** Prefect hears of the request only after some milliseconds. */
  | { readonly delay: number }
  /** No answer ever comes, although Prefect did the work in the case of `after`. */
  | { readonly silent: "before" | "after" };

/** A proxy in front of a Prefect server that writes down what is asked. */
export interface RecordingProxy {
  /** Use it as `PREFECT_API_URL`. */
  readonly url: string;
  readonly requests: RecordedRequest[];
  /**
   * Requests that change something, without those of Prefect's own Python (workers, flow runs) and without those that a
   * locked SQLite turned away: these are sent again.
   */
  readonly writes: () => readonly RecordedRequest[];
  /** Requests that change nothing, whatever came of them. */
  readonly reads: () => readonly RecordedRequest[];
  readonly clear: () => void;
  readonly close: () => Promise<void>;
  /** Asked for each request; undefined lets it pass. */
  intercept: ((request: RecordedRequest) => Fault | undefined) | undefined;
}

const readsByPost = /\/(filter|count|paginate|history|lateness|get_scheduled_flow_runs|validate)\/?$|\/ui\//;

/**
 * Starts a proxy in front of an API such as `http://127.0.0.1:4200/api`, on a free port of the loopback interface.
 *
 * @example
 * ```ts
 * const proxy = await startRecordingProxy(apiUrl());
 * proxy.intercept = ({ method }) => (method === "PATCH" ? { status: 503 } : undefined);
 * ```
 */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const to = new URL(target);
  const requests: RecordedRequest[] = [];
  const inFlight = new Set<IncomingMessage>();
  const turnedAway = new WeakSet<RecordedRequest>();
  const server = createServer((incoming, response) => {
    void handle(incoming, response).catch(() => incoming.socket.destroy());
  });
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const content = await readAll(incoming);
    const asked = record(incoming, content);
    if (isWrite(asked)) inFlight.add(incoming);
    // Before the answer leaves: the next request may be there before this one's end is noticed.
    const land = (): unknown => inFlight.delete(incoming);
    response.once("close", land);
    const recorded = { ...asked, writesInFlight: isWrite(asked) ? inFlight.size : 0 };
    requests.push(recorded);
    const fault = proxy.intercept?.(recorded);
    if (fault !== undefined && "status" in fault) {
      land();
      response.writeHead(fault.status, fault.headers).end(fault.body ?? "");
      return;
    }
    if (isReset(fault, "before")) {
      incoming.socket.resetAndDestroy();
      return;
    }
    if (isSilent(fault, "before")) return;
    if (fault !== undefined && "delay" in fault) await sleep(fault.delay);
    let answer = await pass(to, incoming, content);
    let answered = await readAll(answer);
    // "after" says that Prefect has done the work, which a locked SQLite has not.
    while (answer.statusCode === 503 && (isReset(fault, "after") || isSilent(fault, "after"))) {
      await sleep(100);
      answer = await pass(to, incoming, content);
      answered = await readAll(answer);
    }
    if (answer.statusCode === 503) turnedAway.add(recorded);
    if (isSilent(fault, "after")) return;
    if (isReset(fault, "after")) {
      incoming.socket.resetAndDestroy();
      return;
    }
    land();
    response.writeHead(answer.statusCode ?? 502, answer.headers).end(answered);
  };
  const tunnels = new Set<Duplex>();
  server.on("upgrade", (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    tunnels.add(tunnel(to, incoming, socket, head)).add(socket);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const proxy: RecordingProxy = {
    url: `http://127.0.0.1:${String(port)}${to.pathname}`,
    requests,
    writes: () => requests.filter((request) => isWrite(request) && !turnedAway.has(request)),
    reads: () => requests.filter((request) => !isWrite(request)),
    clear: () => {
      requests.length = 0;
    },
    close: async () => {
      for (const socket of tunnels) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
    intercept: undefined,
  };
  return proxy;
}

function isReset(fault: Fault | undefined, when: "before" | "after"): boolean {
  return fault !== undefined && "reset" in fault && fault.reset === when;
}

function isSilent(fault: Fault | undefined, when: "before" | "after"): boolean {
  return fault !== undefined && "silent" in fault && fault.silent === when;
}

function isWrite({ method, path, userAgent }: Asked): boolean {
  if (["GET", "HEAD", "OPTIONS"].includes(method) || userAgent.startsWith("prefect/")) return false;
  return method !== "POST" || !readsByPost.test(path.split("?")[0] ?? "");
}

function record(incoming: IncomingMessage, content: Buffer): Asked {
  return {
    method: incoming.method ?? "",
    path: incoming.url ?? "",
    body: parse(content.toString("utf8")),
    userAgent: incoming.headers["user-agent"] ?? "",
    headers: incoming.headers,
  };
}

/**
 * On a connection of its own: one that is kept would break when the server closes it just as it is used again, after
 * five seconds without a request, which is how often a lease gives a sign of life.
 */
function pass(to: URL, incoming: IncomingMessage, content: Buffer): Promise<IncomingMessage> {
  const { method, url: path } = incoming;
  const headers = { ...incoming.headers, host: to.host };
  return new Promise((resolve, reject) => {
    forward({ hostname: to.hostname, port: to.port, method, path, headers, agent: false }, resolve)
      .on("error", reject)
      .end(content);
  });
}

/** Workers hold a websocket; it goes through unseen. */
function tunnel(to: URL, incoming: IncomingMessage, socket: Duplex, head: Buffer): Duplex {
  const upstream = connect(Number(to.port), to.hostname, () => {
    const lines = incoming.rawHeaders.flatMap((name, index, all) =>
      index % 2 === 0 ? [`${name}: ${all[index + 1] ?? ""}`] : [],
    );
    upstream.write(
      `${incoming.method ?? "GET"} ${incoming.url ?? "/"} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`,
    );
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  return upstream;
}

async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function parse(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

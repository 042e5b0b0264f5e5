import { once } from "node:events";
import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from "node:http";

/** A proxy in front of an API that behaves badly when it is told to. */
export interface FaultyProxy {
  /** Base address of the API through it. */
  readonly url: string;
  /** Nobody answers for so long: connections break at once. */
  readonly goAway: (milliseconds: number) => void;
  /** Of so many requests one loses its connection, in turn before and after the API has got it. 0: none. */
  readonly loseOneOf: (count: number) => void;
  /** How many connections were lost. */
  readonly lost: () => number;
  readonly close: () => Promise<void>;
}

/** Starts the proxy; it behaves well at first. */
export async function startFaultyProxy(api: string): Promise<FaultyProxy> {
  const target = new URL(api);
  const agent = new Agent({ keepAlive: true });
  let awayUntil = 0;
  let one = 0;
  let count = 0;
  let lost = 0;
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    count++;
    const isLost = one > 0 && count % one === 0;
    const before = isLost && (count / one) % 2 === 0;
    if (isLost) lost++;
    if (before || performance.now() < awayUntil) {
      incoming.socket.destroy();
      return;
    }
    const { method, headers, url } = incoming;
    const options = { host: target.hostname, port: target.port, path: url, method, headers, agent };
    const forwarded = request(options, (response) => {
      if (isLost || performance.now() < awayUntil) {
        response.resume();
        incoming.socket.destroy();
        return;
      }
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    forwarded.on("error", () => incoming.socket.destroy());
    incoming.pipe(forwarded);
  };
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  return {
    url: `http://127.0.0.1:${String(address.port)}${target.pathname}`,
    goAway: (milliseconds) => {
      awayUntil = performance.now() + milliseconds;
      server.closeIdleConnections();
    },
    loseOneOf: (some) => {
      one = some;
    },
    lost: () => lost,
    close: async () => {
      server.closeAllConnections();
      agent.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/** A wire to an API that can be cut. */
export interface TcpProxy {
  /** Base address of the API through it. */
  readonly url: string;
  /** Connections break, and nobody listens for so long. */
  readonly cut: (milliseconds: number) => void;
  readonly close: () => void;
}

/** Starts the proxy: bytes go through it as they are, also those of websockets. */
export async function startTcpProxy(api: string): Promise<TcpProxy> {
  const target = new URL(api);
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
  };
  const server = createServer((incoming) => {
    const outgoing = keep(connect(Number(target.port), target.hostname));
    keep(incoming);
    incoming.pipe(outgoing).pipe(incoming);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new TypeError("no port");
  const { port } = address;
  let again: NodeJS.Timeout | undefined;
  const listenIn = (milliseconds: number): void => {
    again = setTimeout(() => server.listen(port, "127.0.0.1"), milliseconds);
  };
  // Somebody's outgoing connection may have got the port meanwhile.
  server.on("error", () => {
    listenIn(200);
  });
  const breakAll = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${String(port)}${target.pathname}`,
    cut: (milliseconds) => {
      breakAll();
      listenIn(milliseconds);
    },
    close: () => {
      clearTimeout(again);
      breakAll();
    },
  };
}

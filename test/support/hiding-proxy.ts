import { once } from "node:events";
import { createServer, request as forward } from "node:http";

/**
 * A proxy before a real Prefect that takes from every request the wish to see secrets, as a server does for one who may
 * not see them. Call its `close`.
 */
export async function startHidingProxy(target: string): Promise<{ url: string; close: () => Promise<void> }> {
  const to = new URL(target);
  const server = createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on("data", (part: Buffer) => parts.push(part));
    incoming.on("end", () => {
      const text = Buffer.concat(parts)
        .toString("utf8")
        .replace('"include_secrets":true', '"include_secrets":false');
      const path = (incoming.url ?? "/").replace("include_secrets=true", "include_secrets=false");
      const headers = {
        ...incoming.headers,
        host: to.host,
        "content-length": String(Buffer.byteLength(text)),
      };
      const options = { host: to.hostname, port: to.port, method: incoming.method, path, headers };
      // No kept connection, which breaks when the other side closes it just as it is used again.
      forward({ ...options, agent: false }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      })
        .on("error", () => response.destroy())
        .end(text);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}${to.pathname}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

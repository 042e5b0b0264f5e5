import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Clock } from "../../../src/interfaces/ports.ts";

/** A request as the server got it. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** One answer; `reset` breaks the connection, `silence` never answers. */
export type Scripted =
  | "reset"
  | "silence"
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string };

export interface ScriptedServer {
  readonly url: string;
  readonly received: Received[];
  readonly close: () => Promise<void>;
}

/** A JSON answer. */
export function json(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Scripted {
  return { status, headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) };
}

/** An HTML answer, as a proxy or a login page gives it. */
export function html(status: number): Scripted {
  const body = "<!doctype html><title>Sign in</title>";
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

/**
 * A server on loopback for the error paths of HTTP: it answers the n-th request with the n-th answer, further ones with
 * the last, or as a function says.
 */
export async function scriptedServer(
  script: readonly Scripted[] | ((received: Received, count: number) => Scripted),
): Promise<ScriptedServer> {
  const received: Received[] = [];
  const answerOf =
    typeof script === "function"
      ? script
      : (_: Received, count: number) => script[count - 1] ?? script.at(-1);
  const server = createServer((request, response) => {
    void handle(request, response);
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const part of request) body += String(part);
    const one = { method: request.method ?? "", path: request.url ?? "", headers: request.headers, body };
    received.push(one);
    const answer = answerOf(one, received.length) ?? "silence";
    if (answer === "reset") request.socket.resetAndDestroy();
    else if (answer !== "silence") response.writeHead(answer.status, answer.headers).end(answer.body ?? "");
  };
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${String(port)}/api`,
    received,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** A clock that never waits and remembers for how long it was asked to. */
export function impatientClock(): Clock & { readonly slept: number[] } {
  const slept: number[] = [];
  const sleep = (milliseconds: number): Promise<void> => {
    slept.push(milliseconds);
    return Promise.resolve();
  };
  return { now: () => new Date("2026-11-21T10:00:00Z"), sleep, slept };
}

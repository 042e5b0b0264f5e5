import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A client that does nothing but send: one keep-alive connection, one request after another. */
export interface BareClient {
  /** Answers the parsed JSON; undefined for an empty answer. */
  readonly send: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly close: () => void;
}

/** Makes a client of an API such as `http://127.0.0.1:4200/api`. */
export function createBareClient(api: string): BareClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, timeout: 4_000 });
  return {
    send: async (method, path, body) => {
      for (;;) {
        const { status, text } = await exchange(agent, method, api + path, body).catch(dropped);
        // SQLite is busy for a moment now and then, and a busy server drops connections: every client asks again
        if (status === 503) {
          await sleep(100);
          continue;
        }
        if (status >= 300) throw new TypeError(`${method} ${path}: ${String(status)} ${text}`);
        const answer: unknown = text === "" ? undefined : JSON.parse(text);
        return answer;
      }
    },
    close: () => {
      agent.destroy();
    },
  };
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function dropped(error: unknown): Answer {
  if (error instanceof Error && "code" in error && error.code === "ECONNRESET")
    return { status: 503, text: "" };
  throw error;
}

function exchange(agent: Agent, method: string, url: string, body: unknown): Promise<Answer> {
  const content = body === undefined ? "" : JSON.stringify(body);
  const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(content) };
  return new Promise((resolve, reject) => {
    request(url, { method, agent, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", reject);
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString("utf8") });
      });
    })
      .on("error", reject)
      .end(content);
  });
}

import { request } from "node:http";
import { connect } from "node:net";

/** A Prefect server that answers. */
export interface HealthyServer {
  /** Base address of its API, as asked. */
  readonly url: string;
  /** For example `3.8.8`; undefined when it wants credentials. */
  readonly version: string | undefined;
}

/**
 * Looks for a healthy Prefect 3 at a plain HTTP address; undefined when nothing, something else or another major
 * version answers. Waits at most two seconds for each of two answers.
 *
 * @example
 * ```ts
 * const server = await findHealthyServer("http://127.0.0.1:4200/api");
 * ```
 */
export async function findHealthyServer(url: string): Promise<HealthyServer | undefined> {
  const health = await get(`${url}/health`);
  if (health?.status !== 200 || health.body.trim() !== "true") return undefined;
  const answer = await get(`${url}/admin/version`);
  if (answer?.status === 401 || answer?.status === 403) return { url, version: undefined };
  const version = /^"(3\.[^"]*)"$/.exec(answer?.body.trim() ?? "")?.[1];
  return version === undefined ? undefined : { url, version };
}

/** Whether anything listens on a port of the loopback interface. */
export function isPortTaken(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => {
      resolve(false);
    });
  });
}

function get(url: string): Promise<{ readonly status: number; readonly body: string } | undefined> {
  return new Promise((resolve) => {
    const asked = request(url, { timeout: 2_000 }, (answer) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (text: string) => (body += text));
      answer.on("end", () => {
        resolve({ status: answer.statusCode ?? 0, body });
      });
      answer.on("error", () => {
        resolve(undefined);
      });
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => {
      resolve(undefined);
    });
    asked.end();
  });
}

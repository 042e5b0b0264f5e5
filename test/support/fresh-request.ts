import { request } from "node:http";

/** An answer, read to its end. */
export interface FreshAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * One HTTP request on a connection of its own. A kept connection that the server closes just as it is used again fails
 * without the server having heard of the request, which a test cannot tell from a fault.
 */
export function freshRequest(method: string, url: string, body?: string): Promise<FreshAnswer> {
  const headers = body === undefined ? {} : { "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    request(url, { method, agent: false, headers }, (response) => {
      response.setEncoding("utf8");
      let text = "";
      response.on("data", (part: string) => (text += part));
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
      response.on("error", reject);
    })
      .on("error", reject)
      .end(body);
  });
}

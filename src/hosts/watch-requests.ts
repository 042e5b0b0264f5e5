import { subscribe } from "node:diagnostics_channel";
import type { ClientRequest } from "node:http";
import type { EarlyAnswers, ReceivedAnswer, SentRequest } from "../interfaces/repeat.ts";

/** A request that was answered well. */
export interface AnsweredRequest {
  readonly request: SentRequest;
  readonly answer: ReceivedAnswer;
}

/** The requests that this process makes. */
export interface Requests extends Pick<EarlyAnswers, "note" | "looked"> {
  /**
   * Those that fit and were answered well, each once, up to the first one that does not; those among them that looked
   * what there is; and whether the former are all that this process asked of anybody.
   */
  readonly seen: (fits: (request: SentRequest) => boolean) => {
    readonly asked: readonly AnsweredRequest[];
    readonly ahead: readonly AnsweredRequest[];
    readonly isAll: boolean;
  };
}

/** Whether a server is there at all; what it is asked next says that as well. */
const greetings = /\/(health|admin\/version)$/;

/** Watches from now on the requests of this process, those that are noted and, by Node's own word, all others. */
export function watchRequests(): Requests {
  const noted: { readonly request: SentRequest; readonly answer: ReceivedAnswer | undefined }[] = [];
  const begun = new Set<string>();
  let looks = Infinity;
  subscribe("http.client.request.start", (message) => {
    const { request } = message as { readonly request: ClientRequest };
    if (!greetings.test(request.path))
      begun.add(`${request.method} ${String(request.getHeader("host"))} ${request.path}`);
  });
  // What Node's fetch sends.
  subscribe("undici:request:create", () => begun.add("fetch"));
  return {
    note: (request, answer) => {
      noted.push({ request, answer });
    },
    looked: () => {
      looks = Math.min(looks, noted.length);
    },
    seen: (fits) => {
      const asked = new Map<string, AnsweredRequest>();
      const ahead = new Set<string>();
      let isAll = true;
      for (const [index, { request, answer }] of noted.entries()) {
        isAll &&= answer?.status === 200 && fits(request);
        if (!isAll || answer === undefined) break;
        const { host, pathname, search } = new URL(request.url);
        begun.delete(`${request.method} ${host} ${pathname}${search}`);
        const key = JSON.stringify(request);
        // Of two answers to one question, nobody knows which one was gone by.
        if ((asked.get(key)?.answer.text ?? answer.text) !== answer.text) isAll = false;
        asked.set(key, { request, answer });
        if (index < looks) ahead.add(key);
      }
      const all = [...asked];
      return {
        asked: all.map(([, one]) => one),
        ahead: all.filter(([key]) => ahead.has(key)).map(([, one]) => one),
        isAll: isAll && begun.size === 0,
      };
    },
  };
}

import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { Json } from "../interfaces/json.ts";
import type { Incoming } from "./exchange.ts";
import { reasonGiven } from "./reason-given.ts";

type Answer = Extract<Incoming, { kind: "answer" }>;
type NoAnswer = Extract<Incoming, { kind: "no-answer" }>;

/** What an error may say of the request that failed. */
export interface Failed {
  /** `POST /deployments/` */
  readonly operation: string;
  /** API root without credentials. */
  readonly url: string;
  /** For what must not be echoed. */
  readonly body: Json | undefined;
}

const checkUrl = "check PREFECT_API_URL: it is the address of Prefect's API and mostly ends with /api";

/** The error for a request that got no answer. */
export function noAnswer({ reason, cause }: NoAnswer, { operation, url }: Failed): MetaPrefectError {
  switch (reason) {
    case "unreachable":
      return new MetaPrefectError(
        "prefect-unreachable",
        `no Prefect API can be reached at ${url}${because(cause)}`,
        {
          hint: "start the server, or set PREFECT_API_URL to the one that runs",
          cause,
        },
      );
    case "untrusted":
      return new MetaPrefectError("prefect-untrusted", `no secure connection to ${url}${because(cause)}`, {
        hint: "give the file of its certificate authority in PREFECT_API_SSL_CERT_FILE",
        cause,
      });
    case "timeout":
      return new MetaPrefectError("prefect-timeout", `${url} did not answer ${operation} in time`, {
        hint: "see in the server's log what it does, and run again: what is done already stays done",
        cause,
      });
    case "reset":
      return new MetaPrefectError(
        "prefect-unreachable",
        `${url} broke the connection during ${operation}${because(cause)}`,
        {
          hint: "run again: what is done already stays done",
          cause,
        },
      );
  }
}

/** The error for an answer that is not a good one. */
export function badAnswer(answer: Answer, failed: Failed): MetaPrefectError {
  const { operation, url } = failed;
  const { status } = answer;
  if (status >= 300 && status < 400) {
    const target = destination(answer.headers.location, url);
    return new MetaPrefectError("prefect-redirect", `${url} redirects ${operation} to ${target}`, {
      hint: "set PREFECT_API_URL to the final address; a login page in between needs PREFECT_CLIENT_CUSTOM_HEADERS",
    });
  }
  if (status === 429) {
    return new MetaPrefectError(
      "prefect-rate-limited",
      `${url} refuses ${operation}: too many requests (429)`,
      {
        hint: "wait some minutes and run again: what is done already stays done",
      },
    );
  }
  if (status >= 500 || status === 408) {
    const reason = reasonGiven(answer.text, failed.body);
    return new MetaPrefectError(
      "prefect-failed",
      `Prefect failed at ${operation} (${String(status)})${suffix(reason)}`,
      {
        hint: status === 500 ? "the server's log tells more" : "the server is busy or restarting; run again",
      },
    );
  }
  return status === 401 || status === 403 ? denied(answer, failed) : refused(answer, failed);
}

/** The error for an answer that is not JSON. */
export function notJson(answer: Answer, { operation, url }: Failed): MetaPrefectError {
  const type = answer.headers["content-type"]?.split(";")[0] ?? "no content type";
  const what = type === "text/html" ? "a web page" : type;
  return new MetaPrefectError(
    "not-prefect",
    `${url} answers ${operation} with ${what} (${String(answer.status)}), not JSON`,
    {
      hint: `${checkUrl}; a login page in between needs PREFECT_CLIENT_CUSTOM_HEADERS`,
    },
  );
}

/** Whether the answer is one that only a JSON API gives. */
export function isJsonAnswer(answer: Answer): boolean {
  return answer.text === "" || (answer.headers["content-type"] ?? "").includes("json");
}

function denied(answer: Answer, failed: Failed): MetaPrefectError {
  const reason = isJsonAnswer(answer) ? reasonGiven(answer.text, failed.body) : "";
  if (answer.status === 401) {
    return new MetaPrefectError(
      "prefect-unauthorized",
      `${failed.url} refuses our credentials (401)${suffix(reason)}`,
      {
        hint: "set PREFECT_API_KEY (Prefect Cloud) or PREFECT_API_AUTH_STRING (a server of your own) to a valid value",
      },
    );
  }
  return new MetaPrefectError(
    "prefect-forbidden",
    `Prefect does not allow ${failed.operation} (403)${suffix(reason)}`,
    {
      hint: "use a key with this permission; names that begin with 'prefect' are reserved",
    },
  );
}

function refused(answer: Answer, failed: Failed): MetaPrefectError {
  if (!isJsonAnswer(answer)) return notJson(answer, failed);
  const reason = reasonGiven(answer.text, failed.body);
  const { operation, url } = failed;
  if ((answer.status === 404 && reason === "Not Found") || answer.status === 405) {
    return new MetaPrefectError(
      "not-prefect",
      `${url} does not know ${operation} (${String(answer.status)})`,
      { hint: checkUrl },
    );
  }
  if (answer.status === 404) {
    return new MetaPrefectError("gone", `Prefect has nothing at ${operation}${suffix(reason)}`, {
      hint: "somebody deleted it meanwhile; run again",
    });
  }
  return new MetaPrefectError(
    "prefect-refused",
    `Prefect refuses ${operation} (${String(answer.status)})${suffix(reason)}`,
    {
      hint: "change what the message names, and run again",
    },
  );
}

function because(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  const code = "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
  return suffix(code);
}

function suffix(reason: string): string {
  return reason === "" ? "" : `: ${reason}`;
}

/** Where a redirect leads, without a query: that may hold a login's secrets. */
function destination(location: string | undefined, url: string): string {
  if (location === undefined || !URL.canParse(location, url)) return "another address";
  const target = new URL(location, url);
  return `${target.origin}${target.pathname}`;
}

import { randomUUID } from "node:crypto";

/** The tokens that a server with CSRF protection wants with every request that is not a GET. */
export interface CsrfTokens {
  /** Headers for a request; empty until a server asked for a token. */
  readonly headers: (method: string) => Readonly<Record<string, string>>;
  /**
   * Gets a token unless another request has done so since `used` was sent.
   *
   * @param used the token of the refused request, if it had one
   * @param get asks the server for a token for a client; answers undefined when it gives none
   * @returns whether there is a new one
   */
  readonly renew: (
    used: string | undefined,
    get: (client: string) => Promise<string | undefined>,
  ) => Promise<boolean>;
}

export const csrfTokenHeader = "Prefect-Csrf-Token";

/** Whether a 403 means that a token is missing or has run out. */
export function wantsCsrfToken(status: number, reason: string): boolean {
  return status === 403 && /csrf/i.test(reason);
}

/** No token is fetched before a server asks for one: most have this off, and the question costs a request. */
export function createCsrfTokens(): CsrfTokens {
  const client = randomUUID();
  let token: string | undefined;
  let pending: Promise<string | undefined> | undefined;
  return {
    headers: (method) =>
      token === undefined || method === "GET"
        ? {}
        : { [csrfTokenHeader]: token, "Prefect-Csrf-Client": client },
    renew: async (used, get) => {
      if (token === undefined || token === used) {
        pending ??= get(client).finally(() => (pending = undefined));
        token = await pending;
      }
      return token !== undefined && token !== used;
    },
  };
}

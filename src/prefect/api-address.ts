import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { ApiAuth } from "./api-auth.ts";

/** What the address of an API says. */
export interface ApiAddress {
  /** API root without a trailing slash, query or credentials. */
  readonly url: string;
  /** Address of the UI, without a trailing slash. */
  readonly uiUrl: string;
  readonly isCloud: boolean;
  /** Credentials that were written into the address; they are never shown. */
  readonly credentials: ApiAuth | undefined;
}

/**
 * Reads the address of an API.
 *
 * @throws `invalid-api-url` when it is not an http or https address
 */
export function apiAddress(text: string): ApiAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) {
    throw new MetaPrefectError(
      "invalid-api-url",
      `the address of the Prefect API is not an http address: "${withoutCredentials(text)}"`,
      {
        hint: "set PREFECT_API_URL to something like http://127.0.0.1:4200/api",
      },
    );
  }
  const root = url.origin + url.pathname.replace(/\/+$/, "");
  const isCloud = url.hostname === "api.prefect.cloud";
  const user = decoded(url.username);
  return {
    url: root,
    uiUrl: isCloud ? cloudUi(url.pathname) : root.replace(/\/api$/, ""),
    isCloud,
    credentials: user === "" ? undefined : { type: "basic", value: `${user}:${decoded(url.password)}` },
  };
}

/** A percent sign that begins no escape stands for itself. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
    return bytes.toString("utf8");
  });
}

/** A text that is no address may still have a password in it. */
function withoutCredentials(text: string): string {
  return text.replace(/^([a-z][a-z0-9+.-]*:)?(\/\/)?.*@/is, "$1$2***@");
}

function cloudUi(pathname: string): string {
  const [, account, workspace] = /\/accounts\/([^/]+)\/workspaces\/([^/]+)/.exec(pathname) ?? [];
  const place =
    account === undefined || workspace === undefined ? "" : `/account/${account}/workspace/${workspace}`;
  return `https://app.prefect.cloud${place}`;
}

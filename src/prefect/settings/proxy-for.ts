import { isLoopback } from "../../util/is-loopback.ts";

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The proxy through which an address is reached, as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say, in small
 * letters or capitals; undefined for none. This machine itself is never reached through one.
 */
export function proxyFor(address: string, env: Variables): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || isLoopback(url)) return undefined;
  const read = (name: string): string | undefined => {
    const value = env[name.toLowerCase()] ?? env[name];
    return value === undefined || value === "" ? undefined : value;
  };
  if (isExcepted(url, read("NO_PROXY") ?? "")) return undefined;
  const proxy = read(url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY") ?? read("ALL_PROXY");
  if (proxy === undefined) return undefined;
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(proxy) ? proxy : `http://${proxy}`;
}

/** `*`, `acme.com` (and all below it), `.acme.com`, `*.acme.com`, each with a port or without. */
function isExcepted({ hostname, port, protocol }: URL, list: string): boolean {
  const own = port === "" ? (protocol === "https:" ? "443" : "80") : port;
  return list
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, host = "", wanted] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
      if (wanted !== undefined && wanted !== own) return false;
      const name = host.replace(/^\*?\.?/, "");
      return name === "" ? host === "*" : hostname === name || hostname.endsWith(`.${name}`);
    });
}

/** Whether an address is one that only this machine reaches. */
export function isLoopback(address: string | URL): boolean {
  const { hostname } = new URL(address);
  return hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d+){3}$/.test(hostname);
}

let last = 0;

/** Now, as ISO 8601 with microseconds; later than every answer before, so that sorting by it keeps the order. */
export function instant(): string {
  const now = Math.floor((performance.timeOrigin + performance.now()) * 1_000);
  last = Math.max(last + 1, now);
  const milliseconds = Math.floor(last / 1_000);
  const rest = String(last % 1_000).padStart(3, "0");
  return new Date(milliseconds).toISOString().replace("Z", `${rest}Z`);
}

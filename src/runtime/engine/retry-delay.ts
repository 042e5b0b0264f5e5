import type { TaskOptions } from "../define/flow-options.ts";

/**
 * Seconds before a retry.
 *
 * @param retry its number, counting from 1
 * @param random from 0 to 1
 */
export function retryDelay(
  { retryDelaySeconds: delay = 0, retryJitterFactor: jitter = 0 }: TaskOptions,
  retry: number,
  random: () => number = Math.random,
): number {
  const base =
    typeof delay === "number"
      ? delay
      : typeof delay === "function"
        ? delay(retry)
        : (delay[Math.min(retry, delay.length) - 1] ?? 0);
  return Math.max(0, base) * (1 + jitter * random());
}

import type { Fail } from "./places.ts";

const sizes = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/**
 * The seconds that `90s`, `30m`, `72h` or `14d` are.
 *
 * @throws MetaPrefectError `unexpected-value`
 */
export function secondsOf(option: string, text: string, fail: Fail): number {
  const [, many, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  const seconds = Number(many) * sizes[unit as keyof typeof sizes];
  if (seconds > 0) return seconds;
  throw fail(
    "unexpected-value",
    `--${option} cannot be ${text}`,
    "write a number and s, m, h or d, for example 72h",
  );
}

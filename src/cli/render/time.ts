function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** `2026-11-21 09:05` in the time zone of this machine; an unreadable instant as it is. */
export function minuteOf(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return `${String(date.getFullYear())}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** `09:05:07` in the time zone of this machine; an unreadable instant as it is. */
export function secondOf(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}

const units = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** `1 d 6 h`, `90 s` never: the two largest units. */
export function duration(seconds: number): string {
  const parts: string[] = [];
  let rest = seconds;
  for (const [size, unit] of units) {
    const many = size === 1 ? Math.round(rest * 1000) / 1000 : Math.floor(rest / size);
    if (many > 0) parts.push(`${String(many)} ${unit}`);
    rest -= many * size;
  }
  return parts.slice(0, 2).join(" ") || "0 s";
}

/**
 * The days off of the federal government of the United States in one year, the observed days too: a holiday on a
 * Saturday is kept on the Friday before, one on a Sunday on the Monday after, and both days are in the list.
 *
 * @returns `YYYYMMDD`; first the three that the list of the original program begins with, then by date.
 */
export function usFederalHolidays(year: number): string[] {
  const saturdayNewYear = date(year + 1, 1, 1).getUTCDay() === 6;
  return [
    nth(year, 1, 3, 1), // Martin Luther King
    nth(year, 2, 3, 1), // Washington's Birthday
    nth(year, 10, 2, 1), // Columbus
    ...observed(date(year, 1, 1)).filter((day) => day.getUTCFullYear() === year),
    ...(saturdayNewYear ? [date(year, 12, 31)] : []),
    nth(year, 6, 1, 1, -7), // Memorial
    ...(year >= 2021 ? observed(date(year, 6, 19)) : []), // Juneteenth
    ...observed(date(year, 7, 4)),
    nth(year, 9, 1, 1), // Labor
    ...observed(date(year, 11, 11)), // Veterans
    nth(year, 11, 4, 4), // Thanksgiving
    ...observed(date(year, 12, 25)),
  ].map((day) => day.toISOString().slice(0, 10).replaceAll("-", ""));
}

function date(year: number, month: number, day: number): Date {
  return new Date(Date.UTC(year, month - 1, day));
}

/** The nth such weekday of a month, moved by some days. */
function nth(year: number, month: number, n: number, weekday: number, move = 0): Date {
  const first = (7 + weekday - date(year, month, 1).getUTCDay()) % 7;
  return date(year, month, 1 + first + 7 * (n - 1) + move);
}

function observed(day: Date): Date[] {
  const shift = day.getUTCDay() === 6 ? -1 : day.getUTCDay() === 0 ? 1 : 0;
  return shift === 0 ? [day] : [day, new Date(day.getTime() + shift * 86_400_000)];
}

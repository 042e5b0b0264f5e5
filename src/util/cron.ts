import { refuse, type Checked } from "./checked.ts";

/** One field of a cron expression. */
export interface CronField {
  /** Written as `*` or `?`. */
  readonly any: boolean;
  /** The values it stands for, ascending; empty when `special`. */
  readonly values: readonly number[];
  /** Says something that no list of values can: the last day, the third Friday. */
  readonly special: boolean;
}

/** A cron expression after reading: in this order minute, hour, day of month, month, day of week, second, year. */
export type Cron = readonly CronField[];

interface FieldKind {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names?: readonly string[];
}

const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

const kinds: readonly FieldKind[] = [
  { name: "minute", low: 0, high: 59 },
  { name: "hour", low: 0, high: 23 },
  { name: "day of month", low: 1, high: 31 },
  { name: "month", low: 1, high: 12, names: months },
  { name: "day of week", low: 0, high: 6, names: weekdays },
  { name: "second", low: 0, high: 59 },
  { name: "year", low: 1970, high: 2099 },
];

const shorthands: Readonly<Record<string, string>> = {
  "@midnight": "0 0 * * *",
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** Reads a cron expression as Prefect's server does: 5 to 7 fields, names, lists, ranges, steps, `L`, `5#3`, `@daily`. */
export function readCron(text: string): Checked<Cron> {
  const lower = text.toLowerCase();
  const written = Object.hasOwn(shorthands, lower) ? shorthands[lower] : undefined;
  const fields = (written ?? lower).split(/\s+/).filter((field) => field !== "");
  if (fields.length < 5 || fields.length > 7) {
    return refuse(
      `"${text}" is not a cron expression: it has ${String(fields.length)} fields`,
      "write minute, hour, day of month, month and day of week, for example 0 9 * * MON-FRI",
    );
  }
  const cron: CronField[] = [];
  for (const [index, field] of fields.entries()) {
    const kind = kinds[index];
    if (kind === undefined) break;
    const read = readField(field, kind);
    if (typeof read === "string") {
      return refuse(`"${text}" is not a cron expression: ${read}`, `${kind.name} goes from ${range(kind)}`);
    }
    cron.push(read);
  }
  return { value: cron };
}

function range({ low, high, names }: FieldKind): string {
  return `${String(low)} to ${String(high)}${names === undefined ? "" : ` or ${String(names[0])} to ${String(names.at(-1))}`}`;
}

/** The field, or what is wrong with it. */
function readField(text: string, kind: FieldKind): CronField | string {
  const any = text === "*" || (text === "?" && kind.name.startsWith("day"));
  if (any) return { any, special: false, values: sequence(kind.low, kind.high, 1) };
  const values = new Set<number>();
  let special = false;
  for (const item of text.split(",")) {
    if (isSpecial(item, kind)) {
      special = true;
      continue;
    }
    const found = readItem(item, kind);
    if (found === undefined) return `"${item}" is not a ${kind.name}`;
    for (const value of found) values.add(value);
  }
  // The server takes "1#1" and "1" each alone, not beside each other.
  if (values.size > 0 && text.includes("#")) return `"${text}" mixes plain days with numbered ones`;
  return { any: false, special, values: special ? [] : [...values].sort((a, b) => a - b) };
}

function isSpecial(item: string, kind: FieldKind): boolean {
  if (kind.name === "day of month") return /^(?:\d{1,2}-)?l$/.test(item);
  if (kind.name !== "day of week") return false;
  const nth = /^(.+)#[1-5]$/.exec(item)?.[1];
  const last = /^l([0-7])$/.exec(item)?.[1];
  return last !== undefined || (nth !== undefined && readItem(nth, kind) !== undefined);
}

function readItem(item: string, kind: FieldKind): number[] | undefined {
  const match = /^([^-/]+)(?:-([^-/]+))?(?:\/(\d+))?$/.exec(item);
  if (match === null) return undefined;
  const [, first = "", last, step] = match;
  const star = first === "*";
  if (star && last !== undefined) return undefined;
  const from = star ? kind.low : readValue(first, kind);
  const to = last === undefined ? (star || step !== undefined ? kind.high : from) : readValue(last, kind);
  const by = Number(step ?? 1);
  if (from === undefined || to === undefined || by === 0) return undefined;
  // A range that ends before it begins goes over the end: FRI-MON.
  return from <= to
    ? sequence(from, to, by)
    : [...sequence(from, kind.high, by), ...sequence(kind.low, to, by)];
}

function readValue(text: string, kind: FieldKind): number | undefined {
  const named = kind.names?.indexOf(text) ?? -1;
  if (named >= 0) return named + kind.low;
  if (!/^\d+$/.test(text)) return undefined;
  const value = Number(text);
  // Sunday may be written as 7.
  if (kind.names === weekdays && value === 7) return 0;
  return value >= kind.low && value <= kind.high ? value : undefined;
}

function sequence(from: number, to: number, step: number): number[] {
  const values: number[] = [];
  for (let value = from; value <= to; value += step) values.push(value);
  return values;
}

import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { bindArguments } from "../evaluation/bind.ts";
import { asInt, isNumber } from "../values/basics.ts";
import { str } from "../values/text.ts";
import { Class, Descriptor, Instance, type Arguments, type Parameter, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";

const day = 86_400_000_000n;
const epochDays = (year: number, month: number, date: number): number => {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, date);
  return time.getTime() / 86_400_000;
};

function pad(value: bigint | number, width = 2): string {
  return String(value).padStart(width, "0");
}

function part(value: Instance, name: string): bigint {
  const found = value.attributes.get(name);
  return typeof found === "bigint" ? found : 0n;
}

/** Microseconds of a timedelta. */
function span(value: Instance): bigint {
  return part(value, "days") * day + part(value, "seconds") * 1_000_000n + part(value, "microseconds");
}

function floorDivide(a: bigint, b: bigint): bigint {
  return a >= 0n ? a / b : -((-a + b - 1n) / b);
}

/** A timedelta as pydantic writes it: `P1DT2H3S`. */
export function durationText(value: Instance): string {
  let rest = span(value);
  const sign = rest < 0n ? "-" : "";
  if (rest < 0n) rest = -rest;
  const days = rest / day;
  const hours = (rest / 3_600_000_000n) % 24n;
  const minutes = (rest / 60_000_000n) % 60n;
  const seconds = (rest / 1_000_000n) % 60n;
  const micros = rest % 1_000_000n;
  if (days === 0n && rest === 0n) return "PT0S";
  let fraction = pad(micros, 6);
  while (fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  const clock = `${hours > 0n ? `${String(hours)}H` : ""}${minutes > 0n ? `${String(minutes)}M` : ""}${seconds > 0n || micros > 0n ? `${String(seconds)}${micros > 0n ? `.${fraction}` : ""}S` : ""}`;
  return `${sign}P${days > 0n ? `${String(days)}D` : ""}${clock === "" ? "" : `T${clock}`}`;
}

function dateText(value: Instance): string {
  return `${pad(part(value, "year"), 4)}-${pad(part(value, "month"))}-${pad(part(value, "day"))}`;
}

function clockText(value: Instance): string {
  const micros = part(value, "microsecond");
  return `${pad(part(value, "hour"))}:${pad(part(value, "minute"))}:${pad(part(value, "second"))}${micros === 0n ? "" : `.${pad(micros, 6)}`}`;
}

/** `+05:30`, `Z` in JSON for UTC; empty without a time zone; undefined where the zone's offset is not known. */
function offsetText(value: Instance, json: boolean): string | undefined {
  const zone = value.attributes.get("tzinfo") ?? null;
  if (zone === null) return "";
  const offset = zone instanceof Instance ? zone.attributes.get(" offset") : undefined;
  if (!(offset instanceof Instance)) return undefined;
  const minutes = span(offset) / 60_000_000n;
  if (json && minutes === 0n) return "Z";
  const plain = minutes < 0n ? -minutes : minutes;
  return `${minutes < 0n ? "-" : "+"}${pad(plain / 60n)}:${pad(plain % 60n)}`;
}

function parameters(names: readonly (readonly [string, Value | undefined])[]): Parameter[] {
  return names.map(([name, value]) => ({
    name,
    kind: "positional",
    annotation: undefined,
    value,
    file: "",
    at: 0,
  }));
}

/** The names of `datetime`. */
export function datetimeNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const date = nativeClass("date", "datetime", [object]);
  const datetime = nativeClass("datetime", "datetime", [date]);
  const time = nativeClass("time", "datetime", [object]);
  const timedelta = nativeClass("timedelta", "datetime", [object]);
  const tzinfo = nativeClass("tzinfo", "datetime", [object]);
  const timezone = nativeClass("timezone", "datetime", [tzinfo]);

  const delta = (total: bigint): Instance => {
    const made = new Instance(timedelta);
    const days = floorDivide(total, day);
    const rest = total - days * day;
    made.attributes.set("days", days);
    made.attributes.set("seconds", rest / 1_000_000n);
    made.attributes.set("microseconds", rest % 1_000_000n);
    return made;
  };
  const units = {
    days: day,
    seconds: 1_000_000n,
    microseconds: 1n,
    milliseconds: 1000n,
    minutes: 60_000_000n,
    hours: 3_600_000_000n,
    weeks: day * 7n,
  };
  timedelta.construct = (call) => {
    const bound = bindArguments(
      runtime,
      "timedelta",
      parameters(Object.keys(units).map((name) => [name, 0n] as const)),
      call,
      placeOf(call),
    );
    let total = 0n;
    for (const [name, unit] of Object.entries(units)) {
      const value = bound.get(name) ?? 0n;
      if (!isNumber(value))
        return runtime.raise("TypeError", "unsupported type for timedelta component", placeOf(call));
      total += typeof value === "number" ? BigInt(Math.round(value * Number(unit))) : BigInt(value) * unit;
    }
    return delta(total);
  };
  const scale = (value: Instance, by: Value): Value | undefined =>
    isNumber(by)
      ? delta(
          typeof by === "number" ? BigInt(Math.round(Number(span(value)) * by)) : span(value) * BigInt(by),
        )
      : undefined;
  timedelta.hooks = {
    binary: (op, left, right) => {
      if (
        left instanceof Instance &&
        left.cls === timedelta &&
        right instanceof Instance &&
        right.cls === timedelta
      ) {
        if (op === "+") return delta(span(left) + span(right));
        if (op === "-") return delta(span(left) - span(right));
        return op === "/"
          ? Number(span(left)) / Number(span(right))
          : op === "//"
            ? floorDivide(span(left), span(right))
            : undefined;
      }
      if (op === "*")
        return left instanceof Instance && left.cls === timedelta
          ? scale(left, right)
          : right instanceof Instance
            ? scale(right, left)
            : undefined;
      if (op === "/" && left instanceof Instance && isNumber(right))
        return delta(BigInt(Math.round(Number(span(left)) / Number(right))));
      return undefined;
    },
    unary: (op, value) => (op === "-" ? delta(-span(value)) : op === "+" ? value : undefined),
    order: (left, right) => Number(span(left) - span(right)),
    truth: (value) => span(value) !== 0n,
    hash: (value) => String(span(value)),
    json: durationText,
    text: (value) => {
      const days = part(value, "days");
      const seconds = part(value, "seconds");
      const clock = `${String(seconds / 3600n)}:${pad((seconds / 60n) % 60n)}:${pad(seconds % 60n)}${part(value, "microseconds") === 0n ? "" : `.${pad(part(value, "microseconds"), 6)}`}`;
      return days === 0n ? clock : `${String(days)} day${days === 1n || days === -1n ? "" : "s"}, ${clock}`;
    },
    attribute: (value, name) =>
      name === "total_seconds" ? native(name, () => Number(span(value)) / 1_000_000) : undefined,
  };

  const check = (call: Arguments, name: string, value: bigint, low: bigint, high: bigint): bigint =>
    value < low || value > high
      ? runtime.raise("ValueError", `${name} is out of range`, placeOf(call))
      : value;
  const numbers = (
    cls: Class,
    made: Instance,
    bound: ReadonlyMap<string, Value>,
    call: Arguments,
  ): Instance => {
    const limits: Readonly<Record<string, readonly [bigint, bigint]>> = {
      year: [1n, 9999n],
      month: [1n, 12n],
      day: [1n, 31n],
      hour: [0n, 23n],
      minute: [0n, 59n],
      second: [0n, 59n],
      microsecond: [0n, 999_999n],
    };
    for (const [name, value] of bound) {
      const limit = limits[name];
      const whole = asInt(value);
      if (limit === undefined) made.attributes.set(name, value);
      else if (whole === undefined)
        runtime.raise("TypeError", `an integer is required for ${name} of ${cls.name}`, placeOf(call));
      else made.attributes.set(name, check(call, name, whole, limit[0], limit[1]));
    }
    if (bound.has("month"))
      check(
        call,
        "day",
        part(made, "day"),
        1n,
        BigInt(new Date(Date.UTC(Number(part(made, "year")), Number(part(made, "month")), 0)).getUTCDate()),
      );
    return made;
  };
  const dateParts = parameters([
    ["year", undefined],
    ["month", undefined],
    ["day", undefined],
  ]);
  const timeParts = parameters([
    ["hour", 0n],
    ["minute", 0n],
    ["second", 0n],
    ["microsecond", 0n],
    ["tzinfo", null],
    ["fold", 0n],
  ]);
  date.construct = (call) =>
    numbers(date, new Instance(date), bindArguments(runtime, "date", dateParts, call, placeOf(call)), call);
  datetime.construct = (call) =>
    numbers(
      datetime,
      new Instance(datetime),
      bindArguments(runtime, "datetime", [...dateParts, ...timeParts], call, placeOf(call)),
      call,
    );
  time.construct = (call) =>
    numbers(time, new Instance(time), bindArguments(runtime, "time", timeParts, call, placeOf(call)), call);
  timezone.construct = (call) => {
    const made = new Instance(timezone);
    made.attributes.set(" offset", call.args[0] ?? call.kwargs.get("offset") ?? null);
    return made;
  };
  const utc = new Instance(timezone);
  utc.attributes.set(" offset", delta(0n));
  timezone.names.set("utc", utc);
  timezone.hooks = {
    hash: (value) => {
      const offset = value.attributes.get(" offset");
      return offset instanceof Instance ? String(span(offset)) : undefined;
    },
  };

  const order = (value: Instance): bigint =>
    BigInt(epochDays(Number(part(value, "year")), Number(part(value, "month")), Number(part(value, "day")))) *
      day +
    part(value, "hour") * 3_600_000_000n +
    part(value, "minute") * 60_000_000n +
    part(value, "second") * 1_000_000n +
    part(value, "microsecond");
  const moved = (value: Instance, by: bigint): Instance => {
    const total = order(value) + by;
    const days = floorDivide(total, day);
    const rest = total - days * day;
    const at = new Date(Number(days) * 86_400_000);
    const made = new Instance(value.cls);
    for (const [name, item] of value.attributes) made.attributes.set(name, item);
    made.attributes.set("year", BigInt(at.getUTCFullYear()));
    made.attributes.set("month", BigInt(at.getUTCMonth() + 1));
    made.attributes.set("day", BigInt(at.getUTCDate()));
    if (value.cls === datetime) {
      made.attributes.set("hour", rest / 3_600_000_000n);
      made.attributes.set("minute", (rest / 60_000_000n) % 60n);
      made.attributes.set("second", (rest / 1_000_000n) % 60n);
      made.attributes.set("microsecond", rest % 1_000_000n);
    }
    return made;
  };
  const now = (name: string): Value =>
    new Descriptor(
      "classmethod",
      native(name, (call) => giveUp("unknown-value", "the time at which the code runs", placeOf(call))),
    );
  for (const cls of [date, datetime])
    for (const name of ["today", "now", "utcnow", "fromtimestamp", "utcfromtimestamp"])
      cls.names.set(name, now(name));
  const text = (value: Instance): string | undefined => {
    if (value.cls === date) return dateText(value);
    const offset = offsetText(value, false);
    if (offset === undefined) return undefined;
    return value.cls === time
      ? `${clockText(value)}${offset}`
      : `${dateText(value)} ${clockText(value)}${offset}`;
  };
  const json = (value: Instance): string | undefined => {
    if (value.cls === date) return dateText(value);
    const offset = offsetText(value, true);
    if (offset === undefined) return undefined;
    return value.cls === time
      ? `${clockText(value)}${offset}`
      : `${dateText(value)}T${clockText(value)}${offset}`;
  };
  const attribute = (value: Instance, name: string): Value | undefined => {
    const place = { file: "", at: 0 };
    switch (name) {
      case "isoformat":
        return native(name, () =>
          value.cls === datetime
            ? (text(value) ?? "").replace(" ", "T")
            : (text(value) ?? giveUp("unknown-value", "the text of a time", place)),
        );
      case "strftime":
        return native(
          name,
          (call) =>
            strftime(value, str(runtime, call.args[0] ?? "", place)) ??
            giveUp("unknown-value", "strftime with such a format", placeOf(call)),
        );
      case "date":
        return native(name, () => {
          const made = new Instance(date);
          for (const key of ["year", "month", "day"]) made.attributes.set(key, part(value, key));
          return made;
        });
      case "replace":
        return native(name, (call) => {
          const made = new Instance(value.cls);
          for (const [key, item] of [...value.attributes, ...call.kwargs]) made.attributes.set(key, item);
          return made;
        });
      case "weekday":
        return native(name, () => (floorDivide(order(value), day) + 3n) % 7n);
      case "isoweekday":
        return native(name, () => ((floorDivide(order(value), day) + 3n) % 7n) + 1n);
      case "toordinal":
        return native(name, () => floorDivide(order(value), day) + 719_163n);
      default:
        return undefined;
    }
  };
  const binary = (op: string, left: Value, right: Value): Value | undefined => {
    if (!(left instanceof Instance))
      return op === "+" && right instanceof Instance ? binary(op, right, left) : undefined;
    if (right instanceof Instance && right.cls === timedelta)
      return op === "+" ? moved(left, span(right)) : op === "-" ? moved(left, -span(right)) : undefined;
    if (left.cls === timedelta && right instanceof Instance && op === "+") return moved(right, span(left));
    return op === "-" && right instanceof Instance && right.cls === left.cls
      ? delta(order(left) - order(right))
      : undefined;
  };
  for (const cls of [date, time, datetime]) {
    cls.hooks = {
      text,
      json,
      attribute,
      format: (value, spec) => strftime(value, spec),
      hash: (value) => text(value) ?? "",
      order: (left, right) => Number(order(left) - order(right)),
      ...(cls === time ? {} : { binary }),
    };
  }
  const parse = (
    cls: Class,
    read: (text: string) => readonly (readonly [string, bigint])[] | undefined,
  ): Value =>
    new Descriptor(
      "classmethod",
      native("fromisoformat", (call) => {
        const parts = typeof call.args[1] === "string" ? read(call.args[1]) : undefined;
        if (parts === undefined) return giveUp("unknown-value", "a time given as text", placeOf(call));
        return runtime.call(cls, { ...call, args: [], kwargs: new Map(parts) });
      }),
    );
  const dateOf = (value: string): readonly (readonly [string, bigint])[] | undefined => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(value);
    return match === null
      ? undefined
      : [
          ["year", BigInt(match[1] ?? 0)],
          ["month", BigInt(match[2] ?? 0)],
          ["day", BigInt(match[3] ?? 0)],
        ];
  };
  date.names.set("fromisoformat", parse(date, dateOf));
  datetime.names.set(
    "fromisoformat",
    parse(datetime, (value) => {
      const match = /^(.{10})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/u.exec(value);
      const head = dateOf(match?.[1] ?? "");
      return head === undefined
        ? undefined
        : [
            ...head,
            ["hour", BigInt(match?.[2] ?? 0)],
            ["minute", BigInt(match?.[3] ?? 0)],
            ["second", BigInt(match?.[4] ?? 0)],
          ];
    }),
  );
  return { date, datetime, time, timedelta, tzinfo, timezone, UTC: utc, MINYEAR: 1n, MAXYEAR: 9999n };
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

function strftime(value: Instance, format: string): string | undefined {
  const codes: Readonly<Record<string, () => string>> = {
    Y: () => pad(part(value, "year"), 4),
    m: () => pad(part(value, "month")),
    d: () => pad(part(value, "day")),
    H: () => pad(part(value, "hour")),
    M: () => pad(part(value, "minute")),
    S: () => pad(part(value, "second")),
    y: () => pad(part(value, "year") % 100n),
    f: () => pad(part(value, "microsecond"), 6),
    B: () => months[Number(part(value, "month")) - 1] ?? "",
    b: () => (months[Number(part(value, "month")) - 1] ?? "").slice(0, 3),
    "%": () => "%",
    F: () => dateText(value),
    T: () => `${pad(part(value, "hour"))}:${pad(part(value, "minute"))}:${pad(part(value, "second"))}`,
  };
  const unknown: string[] = [];
  const out = format.replaceAll(/%(.)/gsu, (_, code: string) => {
    const make = codes[code];
    if (make === undefined) unknown.push(code);
    return make?.() ?? "";
  });
  return unknown.length > 0 ? undefined : out;
}

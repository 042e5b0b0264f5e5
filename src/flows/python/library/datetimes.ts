import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { bindArguments } from "../evaluation/bind.ts";
import { asInt } from "../values/basics.ts";
import { str } from "../values/text.ts";
import { floorDivide } from "../values/floor-divide.ts";
import { Class, Descriptor, Instance, type Arguments, type Value } from "../values/value.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { day, epochDays, part, span } from "./time-parts.ts";
import { nativeParameters } from "./native-parameters.ts";
import { clockText, dateText, offsetText } from "./time-text.ts";
import { strftime } from "./strftime.ts";
import { makeTimedelta } from "./timedelta.ts";

/** The names of `datetime`. */
export function datetimeNames(runtime: Runtime): Names {
  const object = runtime.builtinClass("object");
  const date = nativeClass("date", "datetime", [object]);
  const datetime = nativeClass("datetime", "datetime", [date]);
  const time = nativeClass("time", "datetime", [object]);
  const { timedelta, delta } = makeTimedelta(runtime);
  const tzinfo = nativeClass("tzinfo", "datetime", [object]);
  const timezone = nativeClass("timezone", "datetime", [tzinfo]);

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
  const dateParts = nativeParameters([
    ["year", undefined],
    ["month", undefined],
    ["day", undefined],
  ]);
  const timeParts = nativeParameters([
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

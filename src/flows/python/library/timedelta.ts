import { placeOf, type Runtime } from "../runtime.ts";
import { bindArguments } from "../evaluation/bind.ts";
import { isNumber } from "../values/basics.ts";
import { floorDivide } from "../values/floor-divide.ts";
import { Instance, type Class, type Value } from "../values/value.ts";
import { native, nativeClass } from "./library.ts";
import { day, pad, part, span } from "./time-parts.ts";
import { nativeParameters } from "./native-parameters.ts";
import { durationText } from "./time-text.ts";

/** `timedelta`, and what makes one of a number of microseconds. */
export interface Timedelta {
  readonly timedelta: Class;
  readonly delta: (total: bigint) => Instance;
}

/** Makes the class `timedelta`. */
export function makeTimedelta(runtime: Runtime): Timedelta {
  const timedelta = nativeClass("timedelta", "datetime", [runtime.builtinClass("object")]);
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
      nativeParameters(Object.keys(units).map((name) => [name, 0n] as const)),
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
  return { timedelta, delta };
}

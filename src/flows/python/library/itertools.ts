import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import { asInt, firstOf } from "../values/basics.ts";
import { binary } from "../values/binary.ts";
import { Builtin, Iterator, Tuple, type Arguments, type Value } from "../values/value.ts";
import { native, type Names } from "./library.ts";

/** The names of `itertools`. */
export function itertoolsNames(runtime: Runtime): Names {
  const lists = (call: Arguments): Value[][] => call.args.map((item) => runtime.iterate(item, placeOf(call)));
  const choose = (items: readonly Value[], size: number, start: number): Value[][] =>
    size === 0
      ? [[]]
      : items
          .slice(start)
          .flatMap((item, index) =>
            choose(items, size - 1, start + index + 1).map((rest) => [item, ...rest]),
          );
  const orders = (items: readonly Value[], size: number): Value[][] =>
    size === 0
      ? [[]]
      : items.flatMap((item, index) =>
          orders(
            items.filter((_, other) => other !== index),
            size - 1,
          ).map((rest) => [item, ...rest]),
        );
  const tuples = (rows: readonly (readonly Value[])[]): Iterator =>
    new Iterator(rows.map((row) => new Tuple(row)));
  const sizeOf = (call: Arguments, fallback: number): number => {
    const value = firstOf(call.args[1], call.kwargs.get("r"), call.kwargs.get("n"));
    return Number(value === undefined ? fallback : (asInt(value) ?? 0n));
  };
  const chain = native("chain", (call) => new Iterator(lists(call).flat()));
  if (chain instanceof Builtin)
    chain.attributes.set(
      "from_iterable",
      native(
        "from_iterable",
        (call) =>
          new Iterator(
            runtime
              .iterate(call.args[0] ?? null, placeOf(call))
              .flatMap((item) => runtime.iterate(item, placeOf(call))),
          ),
      ),
    );
  return {
    chain,
    product: native("product", (call) =>
      tuples(
        lists(call).reduce<Value[][]>(
          (rows, list) => rows.flatMap((row) => list.map((item) => [...row, item])),
          [[]],
        ),
      ),
    ),
    combinations: native("combinations", (call) =>
      tuples(choose(runtime.iterate(call.args[0] ?? null, placeOf(call)), sizeOf(call, 0), 0)),
    ),
    permutations: native("permutations", (call) => {
      const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
      return tuples(orders(items, sizeOf(call, items.length)));
    }),
    islice: native("islice", (call) => {
      const bounds = call.args
        .slice(1)
        .map((item) => (item === null ? undefined : Number(asInt(item) ?? 0n)));
      const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
      return new Iterator(
        bounds.length === 1
          ? items.slice(0, bounds[0])
          : items.slice(bounds[0], bounds[1]).filter((_, index) => index % (bounds[2] ?? 1) === 0),
      );
    }),
    repeat: native("repeat", (call) =>
      call.args.length > 1
        ? new Iterator(
            Array.from({ length: Number(asInt(call.args[1] ?? 0n) ?? 0n) }, () => call.args[0] ?? null),
          )
        : giveUp("unknown-value", "an endless iterator", placeOf(call)),
    ),
    accumulate: native("accumulate", (call) => {
      let total: Value | undefined;
      return new Iterator(
        runtime
          .iterate(call.args[0] ?? null, placeOf(call))
          .map(
            (item) => (total = total === undefined ? item : binary(runtime, "+", total, item, placeOf(call))),
          ),
      );
    }),
    zip_longest: native("zip_longest", (call) => {
      const rows = lists(call);
      const size = Math.max(0, ...rows.map((row) => row.length));
      return tuples(
        Array.from({ length: size }, (_, index) =>
          rows.map((row) => firstOf(row[index], call.kwargs.get("fillvalue")) ?? null),
        ),
      );
    }),
    ...(runtime.pythonAtLeast(12)
      ? {
          batched: native("batched", (call) => {
            const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
            const size = sizeOf(call, 1);
            return tuples(
              Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
                items.slice(index * size, (index + 1) * size),
              ),
            );
          }),
        }
      : {}),
    pairwise: native("pairwise", (call) => {
      const items = runtime.iterate(call.args[0] ?? null, placeOf(call));
      return tuples(items.slice(1).map((item, index) => [items[index] ?? null, item]));
    }),
  };
}

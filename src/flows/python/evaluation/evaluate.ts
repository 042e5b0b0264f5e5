import { checkForeign } from "../values/foreign.ts";
import type { Expr, FormatPart } from "../ast.ts";
import { Doubtful, giveUp, type Place, type Runtime } from "../runtime.ts";
import { starredType, subscriptType } from "../types/subscript.ts";
import { dictOf, hashKey, setOf, typeName } from "../values/basics.ts";
import { getItem } from "../values/collections.ts";
import { converted, format } from "../values/format.ts";
import { binary } from "../values/binary.ts";
import { compare } from "../values/compare.ts";
import { truth } from "../values/truth.ts";
import { unary } from "../values/unary.ts";
import {
  Bytes,
  Complex,
  ellipsis,
  Func,
  Iterator,
  List,
  SliceValue,
  Tuple,
  Unknown,
  type Scope,
  type Value,
} from "../values/value.ts";
import { makeParameters } from "./function.ts";
import { GlobalNames } from "./global-names.ts";
import { known } from "./known.ts";
import { moduleName } from "./module-name.ts";
import { scopeBuiltin } from "./scope-builtin.ts";
import { childScope, comprehensionMark, enclosing, lookUp, store } from "./scope.ts";
import { superOf } from "./super-of.ts";
import { unpack } from "./unpack.ts";

/** Evaluates an expression. What cannot be followed is {@link Unknown}; exceptions of Python go up. */
export function evaluate(runtime: Runtime, expression: Expr, scope: Scope): Value {
  try {
    return evaluateInner(runtime, expression, scope);
  } catch (thrown) {
    if (thrown instanceof Doubtful) return new Unknown(thrown.doubt);
    throw thrown;
  }
}

function evaluateInner(runtime: Runtime, expression: Expr, scope: Scope): Value {
  const place = { file: scope.module.file ?? scope.module.name, at: expression.at };
  runtime.step(place);
  const at = (inner: Expr): Value => evaluate(runtime, inner, scope);
  switch (expression.k) {
    case "Name":
      return lookUp(runtime, scope, expression.id, place);
    case "Const":
      return expression.value instanceof Uint8Array ? new Bytes(expression.value) : expression.value;
    case "Imaginary":
      return new Complex(0, expression.value);
    case "Ellipsis":
      return ellipsis;
    case "Unreadable":
      return giveUp("unknown-value", expression.why, place);
    case "Format":
      return formatted(runtime, expression.parts, scope, place);
    case "Attr":
      return runtime.getAttribute(at(expression.value), expression.name, place);
    case "Sub": {
      const base = at(expression.value);
      if (base instanceof Unknown) return base;
      const index = at(expression.index);
      const type = subscriptType(runtime, base, index, place);
      return type === undefined ? getItem(runtime, base, known(index), place) : type;
    }
    case "Slice": {
      const bound = (inner: Expr | undefined): Value => (inner === undefined ? null : known(at(inner)));
      return new SliceValue(bound(expression.lower), bound(expression.upper), bound(expression.step));
    }
    case "Call":
      return call(runtime, expression, scope, place);
    case "Bin":
      return binary(runtime, expression.op, known(at(expression.left)), known(at(expression.right)), place);
    case "Unary": {
      const value = known(at(expression.value));
      return expression.op === "not"
        ? !truth(runtime, value, place)
        : unary(runtime, expression.op, value, place);
    }
    case "Bool": {
      const left = known(at(expression.left));
      return truth(runtime, left, place) === (expression.op === "or") ? left : at(expression.right);
    }
    case "Compare": {
      let left = known(at(expression.left));
      for (const { op, value } of expression.rest) {
        const right = known(at(value));
        const result = compare(runtime, op, left, right, place);
        if (!truth(runtime, known(result), place)) return result;
        left = right;
      }
      return true;
    }
    case "Cond":
      return truth(runtime, known(at(expression.test)), place) ? at(expression.then) : at(expression.other);
    case "Lambda":
      return new Func({
        name: "<lambda>",
        qualname: `${scope.prefix}<lambda>`,
        doc: null,
        module: moduleName(scope),
        parameters: makeParameters(runtime, expression.params, scope),
        node: expression,
        scope,
        isAsync: false,
        isGenerator: expression.isGenerator,
      });
    case "Tuple":
      return new Tuple(items(runtime, expression.items, scope, place));
    case "List":
      return new List(items(runtime, expression.items, scope, place));
    case "Set": {
      const values = items(runtime, expression.items, scope, place).map(known);
      for (const value of values) hashable(runtime, value, place);
      return setOf(values);
    }
    case "Dict":
      return dictionary(runtime, expression.items, scope, place);
    case "Comp":
      return comprehension(runtime, expression, scope, place);
    case "Star":
      return giveUp("unknown-value", "a starred expression", place);
    case "Named": {
      const value = at(expression.value);
      store(enclosing(scope), expression.name, value);
      return value;
    }
    case "Await":
    case "Yield":
    case "YieldFrom":
      return yielded(runtime, expression, scope, place);
  }
}

function yielded(
  runtime: Runtime,
  expression: Extract<Expr, { k: "Await" | "Yield" | "YieldFrom" }>,
  scope: Scope,
  place: Place,
): Value {
  const sink = scope.names.get(" yields");
  if (expression.k === "Await" || !(sink instanceof List))
    return giveUp("unknown-value", "a value that is awaited", place);
  const value = expression.value === undefined ? null : evaluate(runtime, expression.value, scope);
  if (expression.k === "Yield") sink.items.push(value);
  else sink.items.push(...runtime.iterate(value, place));
  return null;
}

function hashable(runtime: Runtime, value: Value, place: Place): string {
  if (hashKey(value) === undefined) checkForeign(place, value);
  return hashKey(value) ?? runtime.raise("TypeError", `unhashable type: '${typeName(value)}'`, place);
}

function formatted(runtime: Runtime, parts: readonly FormatPart[], scope: Scope, place: Place): string {
  let out = "";
  for (const part of parts) {
    if (typeof part === "string") {
      out += part;
      continue;
    }
    const value = known(evaluate(runtime, part.value, scope));
    const spec = formatted(runtime, part.spec, scope, place);
    const conversion =
      part.conversion === "" && part.text !== undefined && spec === "" ? "r" : part.conversion;
    out += (part.text ?? "") + format(runtime, converted(runtime, value, conversion, place), spec, place);
  }
  return out;
}

function items(runtime: Runtime, expressions: readonly Expr[], scope: Scope, place: Place): Value[] {
  return expressions.flatMap((item) =>
    item.k === "Star" ? unpacked(runtime, item.value, scope, place) : [evaluate(runtime, item, scope)],
  );
}

function unpacked(runtime: Runtime, expression: Expr, scope: Scope, place: Place): Value[] {
  const value = evaluate(runtime, expression, scope);
  const starred = starredType(value);
  return starred === undefined ? runtime.iterate(value, place) : [starred];
}

function dictionary(
  runtime: Runtime,
  pairs: Extract<Expr, { k: "Dict" }>["items"],
  scope: Scope,
  place: Place,
): Value {
  const out: [Value, Value][] = [];
  for (const { key, value } of pairs) {
    if (key === undefined) {
      const other = known(evaluate(runtime, value, scope));
      for (const name of runtime.iterate(other, place))
        out.push([name, getItem(runtime, other, name, place)]);
    } else {
      const name = known(evaluate(runtime, key, scope));
      hashable(runtime, name, place);
      out.push([name, evaluate(runtime, value, scope)]);
    }
  }
  return dictOf(out);
}

function call(runtime: Runtime, expression: Extract<Expr, { k: "Call" }>, scope: Scope, place: Place): Value {
  const fn =
    expression.fn.k === "Name" && expression.fn.id === "super" && expression.args.length === 0
      ? superOf(runtime, scope, place)
      : evaluate(runtime, expression.fn, scope);
  if (expression.fn.k === "Name" && expression.fn.id === "super" && expression.args.length === 0) return fn;
  const special = scopeBuiltin(expression, fn, scope);
  if (special !== undefined) return special;
  const args = items(runtime, expression.args, scope, place);
  const kwargs = new Map<string, Value>();
  for (const { name, value } of expression.keywords) {
    if (name !== undefined) {
      kwargs.set(name, evaluate(runtime, value, scope));
      continue;
    }
    const mapping = known(evaluate(runtime, value, scope));
    for (const key of runtime.iterate(mapping, place)) {
      if (typeof key !== "string") return runtime.raise("TypeError", "keywords must be strings", place);
      if (kwargs.has(key))
        return runtime.raise("TypeError", `got multiple values for keyword argument '${key}'`, place);
      kwargs.set(key, getItem(runtime, mapping, key, place));
    }
  }
  return runtime.call(fn, { args, kwargs, ...place });
}

function comprehension(
  runtime: Runtime,
  expression: Extract<Expr, { k: "Comp" }>,
  scope: Scope,
  place: Place,
): Value {
  const results: [Value, Value][] = [];
  const [outer] = expression.clauses;
  if (outer === undefined) return null;
  const inner = childScope(scope, "function", scope.prefix);
  inner.names.set(comprehensionMark, true);
  const firstItems = runtime.iterate(evaluate(runtime, outer.iter, scope), place);
  const run = (index: number): void => {
    const clause = expression.clauses[index];
    if (clause === undefined) {
      const item = evaluate(runtime, expression.item, inner);
      results.push([
        item,
        expression.value === undefined ? null : evaluate(runtime, expression.value, inner),
      ]);
      return;
    }
    if (clause.isAsync) giveUp("unknown-value", "an asynchronous comprehension", place);
    const values = index === 0 ? firstItems : runtime.iterate(evaluate(runtime, clause.iter, inner), place);
    for (const value of values) {
      runtime.step(place);
      assignTo(runtime, clause.target, value, inner, place);
      if (clause.ifs.every((test) => truth(runtime, known(evaluate(runtime, test, inner)), place)))
        run(index + 1);
    }
  };
  run(0);
  const made = results.map(([item]) => item);
  if (expression.kind === "list") return new List(made);
  if (expression.kind === "generator") return new Iterator(made);
  for (const item of made) hashable(runtime, known(item), place);
  return expression.kind === "set" ? setOf(made) : dictOf(results);
}

/** Assigns to a target: a name, a tuple of targets, an attribute, an item. */
export function assignTo(runtime: Runtime, target: Expr, value: Value, scope: Scope, place: Place): void {
  switch (target.k) {
    case "Name":
      store(scope, target.id, value);
      return;
    case "Tuple":
    case "List": {
      for (const [item, part] of unpack(runtime, target.items, value, place))
        assignTo(runtime, item, part, scope, place);
      return;
    }
    case "Attr":
      runtime.setAttribute(evaluate(runtime, target.value, scope), target.name, value, place);
      return;
    case "Sub": {
      const container = evaluate(runtime, target.value, scope);
      const key = evaluate(runtime, target.index, scope);
      if (container instanceof GlobalNames && typeof key === "string") container.target.names.set(key, value);
      else runtime.setItem(container, known(key), value, place);
      return;
    }
    default:
      giveUp("unknown-value", "an assignment that cannot be followed", place);
  }
}

import type { Expr, Stmt } from "../ast.ts";
import { Doubtful, giveUp, PyRaise, type Place, type Runtime } from "../runtime.ts";
import { deleteItem } from "../values/collections.ts";
import { binary, truth } from "../values/operators.ts";
import {
  Class,
  Dict,
  Instance,
  List,
  PySet,
  Tuple,
  TypeAlias,
  TypeVariable,
  Unknown,
  type Doubt,
  type Scope,
  type Value,
} from "../values/value.ts";
import { assignTo, evaluate, moduleName } from "./evaluate.ts";
import { makeFunction, typeParamScope } from "./function.ts";
import { lookUp, moduleScope, store } from "./scope.ts";

/** How a block ended before its end. */
export type Completion = undefined | "break" | "continue" | { readonly value: Value };

/** What statements need beyond expressions. */
export interface Executor extends Runtime {
  readonly importStatement: (statement: Extract<Stmt, { k: "Import" | "ImportFrom" }>, scope: Scope) => void;
  readonly searchPath: List;
  readonly pythonMinor: number;
  readonly makeClass: (statement: Extract<Stmt, { k: "Class" }>, scope: Scope) => Value;
}

/** Runs statements in order. In a function, what cannot be followed goes up; elsewhere the names that it binds become unknown. */
export function executeAll(runtime: Executor, statements: readonly Stmt[], scope: Scope): Completion {
  for (const statement of statements) {
    const place = { file: scope.module.file ?? scope.module.name, at: statement.at };
    runtime.step(place);
    try {
      const completion = execute(runtime, statement, scope, place);
      if (completion !== undefined) return completion;
    } catch (thrown) {
      if (!(thrown instanceof Doubtful) || scope.kind === "function") throw thrown;
      taint(runtime, [statement], scope, thrown.doubt);
    }
  }
  return undefined;
}

function known(value: Value): Value {
  if (value instanceof Unknown) throw new Doubtful(value.doubt);
  return value;
}

function execute(runtime: Executor, statement: Stmt, scope: Scope, place: Place): Completion {
  const at = (expression: Expr): Value => evaluate(runtime, expression, scope);
  switch (statement.k) {
    case "Expr":
      at(statement.value);
      return undefined;
    case "Assign": {
      const value = at(statement.value);
      for (const target of statement.targets) assignTo(runtime, target, value, scope, place);
      return undefined;
    }
    case "AugAssign":
      augment(runtime, statement, scope, place);
      return undefined;
    case "AnnAssign": {
      if (scope.kind !== "function" && statement.simple && statement.target.k === "Name") {
        annotate(runtime, scope, statement.target.id, statement.annotation, place);
      }
      if (statement.value !== undefined)
        assignTo(runtime, statement.target, at(statement.value), scope, place);
      return undefined;
    }
    case "Function":
      store(
        scope,
        statement.name,
        decorate(
          runtime,
          makeFunction(runtime, statement, scope, moduleName(scope)),
          statement.decorators,
          scope,
        ),
      );
      return undefined;
    case "Class":
      store(
        scope,
        statement.name,
        decorate(runtime, runtime.makeClass(statement, scope), statement.decorators, scope),
      );
      return undefined;
    case "Return":
      return { value: statement.value === undefined ? null : at(statement.value) };
    case "If":
      return executeAll(
        runtime,
        truth(runtime, known(at(statement.test)), place) ? statement.body : statement.orElse,
        scope,
      );
    case "For":
      return executeFor(runtime, statement, scope, place);
    case "While":
      while (truth(runtime, known(at(statement.test)), place)) {
        runtime.step(place);
        const completion = executeAll(runtime, statement.body, scope);
        if (completion === "break") return undefined;
        if (completion !== undefined && completion !== "continue") return completion;
      }
      return executeAll(runtime, statement.orElse, scope);
    case "With":
      return executeWith(runtime, statement, scope, place);
    case "Try":
      return executeTry(runtime, statement, scope, place);
    case "Raise":
      return raiseStatement(runtime, statement, scope, place);
    case "Assert":
      if (!truth(runtime, known(at(statement.test)), place)) runtime.raise("AssertionError", "", place);
      return undefined;
    case "Import":
    case "ImportFrom":
      runtime.importStatement(statement, scope);
      return undefined;
    case "Scope":
      for (const name of statement.names)
        (statement.kind === "global" ? scope.globals : scope.nonlocals).add(name);
      return undefined;
    case "Delete":
      for (const target of statement.targets) remove(runtime, target, scope, place);
      return undefined;
    case "TypeAlias": {
      const inner = typeParamScope(runtime, statement.typeParams, scope);
      const params = statement.typeParams.flatMap((param) => {
        const variable = inner.names.get(param.name);
        return variable instanceof TypeVariable ? [variable] : [];
      });
      store(
        scope,
        statement.name,
        new TypeAlias(
          statement.name,
          params,
          () => evaluate(runtime, statement.value, inner),
          moduleName(scope),
          moduleScope(scope.module),
        ),
      );
      return undefined;
    }
    case "Match":
      return giveUp("unknown-value", "a match statement", place);
    case "Break":
      return "break";
    case "Continue":
      return "continue";
    case "Pass":
      return undefined;
  }
}

function annotate(runtime: Executor, scope: Scope, name: string, annotation: Expr, place: Place): void {
  const known = scope.names.get("__annotations__");
  const annotations = known instanceof Dict ? known : new Dict();
  scope.names.set("__annotations__", annotations);
  runtime.setItem(annotations, name, runtime.annotation(annotation, scope), { ...place, at: annotation.at });
}

function augment(
  runtime: Executor,
  statement: Extract<Stmt, { k: "AugAssign" }>,
  scope: Scope,
  place: Place,
): void {
  const { target } = statement;
  const before = known(
    target.k === "Name" ? lookUp(runtime, scope, target.id, place) : evaluate(runtime, target, scope),
  );
  const value = known(evaluate(runtime, statement.value, scope));
  if (before instanceof List && statement.op === "+") {
    before.items.push(...runtime.iterate(value, place));
    return;
  }
  if (before instanceof Dict && value instanceof Dict && statement.op === "|") {
    for (const [key, entry] of value.entries) before.entries.set(key, entry);
    return;
  }
  if (before instanceof PySet && value instanceof PySet && !before.frozen && statement.op === "|") {
    for (const [key, item] of value.entries) if (!before.entries.has(key)) before.entries.set(key, item);
    return;
  }
  assignTo(runtime, target, binary(runtime, statement.op, before, value, place), scope, place);
}

/** Applies decorators, the lowest first. */
export function decorate(runtime: Runtime, value: Value, decorators: readonly Expr[], scope: Scope): Value {
  const evaluated = decorators.map((decorator) => ({
    fn: evaluate(runtime, decorator, scope),
    at: decorator.at,
  }));
  return evaluated.reduceRight<Value>(
    (inner, { fn, at }) =>
      runtime.call(fn, {
        args: [inner],
        kwargs: new Map(),
        file: scope.module.file ?? scope.module.name,
        at,
      }),
    value,
  );
}

function executeFor(
  runtime: Executor,
  statement: Extract<Stmt, { k: "For" }>,
  scope: Scope,
  place: Place,
): Completion {
  if (statement.isAsync) giveUp("unknown-value", "an asynchronous loop", place);
  for (const value of runtime.iterate(known(evaluate(runtime, statement.iter, scope)), place)) {
    runtime.step(place);
    assignTo(runtime, statement.target, value, scope, place);
    const completion = executeAll(runtime, statement.body, scope);
    if (completion === "break") return undefined;
    if (completion !== undefined && completion !== "continue") return completion;
  }
  return executeAll(runtime, statement.orElse, scope);
}

function executeWith(
  runtime: Executor,
  statement: Extract<Stmt, { k: "With" }>,
  scope: Scope,
  place: Place,
): Completion {
  const suppressed: Value[] = [];
  for (const { context, target } of statement.items) {
    const manager = evaluate(runtime, context, scope);
    if (manager instanceof Instance && manager.cls.name === "suppress")
      suppressed.push(manager.attributes.get("types") ?? new Tuple([]));
    if (target === undefined) continue;
    const entered =
      manager instanceof Instance
        ? enter(runtime, manager, place)
        : new Unknown({ code: "unknown-value", message: "what a with statement gives", ...place });
    assignTo(runtime, target, manager instanceof Unknown ? manager : entered, scope, place);
  }
  try {
    return executeAll(runtime, statement.body, scope);
  } catch (thrown) {
    if (
      thrown instanceof PyRaise &&
      suppressed.some((types) => runtime.isInstance(thrown.value, types, place))
    )
      return undefined;
    throw thrown;
  }
}

function enter(runtime: Executor, manager: Instance, place: Place): Value {
  try {
    return runtime.call(runtime.getAttribute(manager, "__enter__", place), {
      args: [],
      kwargs: new Map(),
      ...place,
    });
  } catch (thrown) {
    if (thrown instanceof Doubtful) return new Unknown(thrown.doubt);
    if (thrown instanceof PyRaise)
      return new Unknown({ code: "unknown-value", message: "what a with statement gives", ...place });
    throw thrown;
  }
}

function executeTry(
  runtime: Executor,
  statement: Extract<Stmt, { k: "Try" }>,
  scope: Scope,
  place: Place,
): Completion {
  let completion: Completion;
  try {
    try {
      completion = executeAll(runtime, statement.body, scope);
      completion ??= executeAll(runtime, statement.orElse, scope);
    } catch (thrown) {
      if (!(thrown instanceof PyRaise)) throw thrown;
      const handler = statement.handlers.find(
        (candidate) =>
          candidate.type === undefined ||
          runtime.isInstance(thrown.value, known(evaluate(runtime, candidate.type, scope)), place),
      );
      if (handler === undefined) throw thrown;
      if (handler.name !== undefined) store(scope, handler.name, thrown.value);
      completion = executeAll(runtime, handler.body, scope);
      if (handler.name !== undefined) scope.names.delete(handler.name);
    }
  } finally {
    const last = executeAll(runtime, statement.last, scope);
    if (last !== undefined) completion = last;
  }
  return completion;
}

function raiseStatement(
  runtime: Executor,
  statement: Extract<Stmt, { k: "Raise" }>,
  scope: Scope,
  place: Place,
): never {
  if (statement.value === undefined)
    return giveUp("unknown-value", "an exception that is raised again", place);
  let value = known(evaluate(runtime, statement.value, scope));
  if (value instanceof Class) value = runtime.call(value, { args: [], kwargs: new Map(), ...place });
  if (value instanceof Instance && value.cls.flavour === "exception") {
    const args = value.attributes.get("args");
    const message = args instanceof Tuple && typeof args.items[0] === "string" ? args.items[0] : "";
    throw new PyRaise(value, message, place);
  }
  return giveUp("unknown-value", "an exception that is not known", place);
}

function remove(runtime: Executor, target: Expr, scope: Scope, place: Place): void {
  if (target.k === "Name") {
    if (!scope.names.delete(target.id))
      runtime.raise("NameError", `name '${target.id}' is not defined`, place);
  } else if (target.k === "Sub")
    deleteItem(
      runtime,
      evaluate(runtime, target.value, scope),
      known(evaluate(runtime, target.index, scope)),
      place,
    );
  else if (target.k === "Tuple") for (const item of target.items) remove(runtime, item, scope, place);
  else giveUp("unknown-value", "a deletion that cannot be followed", place);
}

/** Makes all names that statements may bind or change unknown. */
export function taint(runtime: Runtime, statements: readonly Stmt[], scope: Scope, doubt: Doubt): void {
  const spoil = (name: string): void => {
    store(scope, name, new Unknown(doubt));
  };
  const target = (expression: Expr): void => {
    if (expression.k === "Name") spoil(expression.id);
    else if (expression.k === "Tuple" || expression.k === "List")
      for (const item of expression.items) target(item);
    else if (expression.k === "Star") target(expression.value);
    else if (expression.k === "Attr" || expression.k === "Sub") changed(expression.value);
  };
  const changed = (expression: Expr): void => {
    if (expression.k === "Attr" || expression.k === "Sub") {
      changed(expression.value);
      return;
    }
    if (expression.k !== "Name") return;
    const value = scope.names.get(expression.id);
    if (value instanceof List || value instanceof Dict || value instanceof PySet || value instanceof Instance)
      spoil(expression.id);
  };
  for (const statement of statements) {
    switch (statement.k) {
      case "Assign":
        for (const item of statement.targets) target(item);
        break;
      case "AugAssign":
      case "AnnAssign":
        target(statement.target);
        break;
      case "Function":
      case "Class":
      case "TypeAlias":
        spoil(statement.name);
        break;
      case "Import":
      case "ImportFrom":
        for (const { name, asName } of statement.names) spoil(asName ?? name.split(".")[0] ?? name);
        break;
      case "Delete":
        for (const item of statement.targets) target(item);
        break;
      case "Expr":
        if (statement.value.k === "Call" && statement.value.fn.k === "Attr")
          changed(statement.value.fn.value);
        break;
      case "For":
        target(statement.target);
        taint(runtime, [...statement.body, ...statement.orElse], scope, doubt);
        break;
      case "While":
      case "If":
        taint(runtime, [...statement.body, ...statement.orElse], scope, doubt);
        break;
      case "With":
        for (const item of statement.items) if (item.target !== undefined) target(item.target);
        taint(runtime, statement.body, scope, doubt);
        break;
      case "Try":
        taint(
          runtime,
          [
            ...statement.body,
            ...statement.orElse,
            ...statement.last,
            ...statement.handlers.flatMap((handler) => handler.body),
          ],
          scope,
          doubt,
        );
        break;
      case "Match":
        for (const name of statement.captures) spoil(name);
        taint(runtime, statement.bodies.flat(), scope, doubt);
        break;
      case "Return":
      case "Raise":
      case "Assert":
      case "Scope":
      case "Pass":
      case "Break":
      case "Continue":
        break;
    }
  }
}

import type { Expr, Stmt } from "../ast.ts";
import { Doubtful, giveUp, PyRaise, type Place } from "../runtime.ts";
import { truth } from "../values/truth.ts";
import {
  Dict,
  Instance,
  Tuple,
  TypeAlias,
  TypeVariable,
  Unknown,
  type Scope,
  type Value,
} from "../values/value.ts";
import { augment } from "./augment.ts";
import { decorate } from "./decorate.ts";
import { enter } from "./enter.ts";
import { assignTo, evaluate } from "./evaluate.ts";
import type { Executor } from "./executor.ts";
import { makeFunction, typeParamScope } from "./function.ts";
import { known } from "./known.ts";
import { moduleName } from "./module-name.ts";
import { raiseStatement } from "./raise-statement.ts";
import { remove } from "./remove.ts";
import { moduleScope, store } from "./scope.ts";
import { taint } from "./taint.ts";

/** How a block ended before its end. */
export type Completion = undefined | "break" | "continue" | { readonly value: Value };

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

function executeTry(
  runtime: Executor,
  statement: Extract<Stmt, { k: "Try" }>,
  scope: Scope,
  place: Place,
): Completion {
  let completion: Completion;
  let raised: PyRaise | Doubtful | undefined;
  try {
    completion = tryBody(runtime, statement, scope, place);
  } catch (thrown) {
    if (!(thrown instanceof PyRaise || thrown instanceof Doubtful)) throw thrown;
    raised = thrown;
  }
  const last = executeAll(runtime, statement.last, scope);
  if (last !== undefined) return last;
  if (raised !== undefined) throw raised;
  return completion;
}

function tryBody(
  runtime: Executor,
  statement: Extract<Stmt, { k: "Try" }>,
  scope: Scope,
  place: Place,
): Completion {
  let completion: Completion;
  try {
    completion = executeAll(runtime, statement.body, scope);
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
    return completion;
  }
  return completion ?? executeAll(runtime, statement.orElse, scope);
}

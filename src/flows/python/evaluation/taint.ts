import type { Expr, Stmt } from "../ast.ts";
import type { Runtime } from "../runtime.ts";
import { Dict, Instance, List, PySet, Unknown, type Doubt, type Scope } from "../values/value.ts";
import { store } from "./scope.ts";

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

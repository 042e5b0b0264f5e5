import type { Expr, Stmt } from "./ast.ts";

/** What `flow` and `prefect` are called in a file, by its import statements. */
interface Names {
  readonly flow: Set<string>;
  readonly prefect: Set<string>;
}

/** Functions of a file, methods as `Class.method`, that are decorated with Prefect's `flow`: by the text, whatever importing it does. */
export function flowDefinitions(statements: readonly Stmt[]): string[] {
  const names: Names = { flow: new Set(), prefect: new Set() };
  for (const statement of statements) addNames(statement, names);
  return statements.flatMap((statement) => definedIn(statement, "", names));
}

function addNames(statement: Stmt, { flow, prefect }: Names): void {
  if (
    statement.k === "ImportFrom" &&
    /^prefect(?:\.flows)?$/.test(statement.module) &&
    statement.level === 0
  ) {
    for (const { name, asName } of statement.names) if (name === "flow") flow.add(asName ?? name);
  } else if (statement.k === "Import")
    for (const { name, asName } of statement.names) if (name === "prefect") prefect.add(asName ?? name);
  for (const inner of blocksOf(statement)) addNames(inner, { flow, prefect });
}

function definedIn(statement: Stmt, prefix: string, names: Names): string[] {
  if (statement.k === "Class")
    return statement.body.flatMap((inner) => definedIn(inner, `${prefix}${statement.name}.`, names));
  if (statement.k === "Function")
    return statement.decorators.some((decorator) => isFlow(decorator, names))
      ? [prefix + statement.name]
      : [];
  return blocksOf(statement).flatMap((inner) => definedIn(inner, prefix, names));
}

function isFlow(decorator: Expr, names: Names): boolean {
  if (decorator.k === "Call") return isFlow(decorator.fn, names);
  if (decorator.k === "Name") return names.flow.has(decorator.id);
  return (
    decorator.k === "Attr" &&
    decorator.name === "flow" &&
    decorator.value.k === "Name" &&
    names.prefect.has(decorator.value.id)
  );
}

/** Statements that are run with a statement in the same scope. */
function blocksOf(statement: Stmt): readonly Stmt[] {
  switch (statement.k) {
    case "If":
    case "For":
    case "While":
      return [...statement.body, ...statement.orElse];
    case "With":
      return statement.body;
    case "Try":
      return [
        ...statement.body,
        ...statement.handlers.flatMap(({ body }) => body),
        ...statement.orElse,
        ...statement.last,
      ];
    default:
      return [];
  }
}

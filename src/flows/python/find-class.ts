import type { Stmt } from "./ast.ts";

export function findClass(statements: readonly Stmt[], at: number): readonly Stmt[] | undefined {
  for (const statement of statements) {
    if (statement.k === "Class" && statement.nameAt === at) return statement.body;
    const inner =
      statement.k === "Class" ||
      statement.k === "Function" ||
      statement.k === "If" ||
      statement.k === "Try" ||
      statement.k === "With"
        ? findClass(statement.body, at)
        : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}

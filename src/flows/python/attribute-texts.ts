import type { Stmt } from "./ast.ts";
import { cleanDoc } from "./docstring.ts";
import { findClass } from "./find-class.ts";

/** Strings below the fields of the class whose name stands at a place, by field. */
export function attributeTexts(statements: readonly Stmt[], at: number): ReadonlyMap<string, string> {
  const out = new Map<string, string>();
  const body = findClass(statements, at);
  for (const [index, statement] of body?.entries() ?? []) {
    const next = body?.[index + 1];
    const isField = statement.k === "AnnAssign" && statement.target.k === "Name";
    if (isField && next?.k === "Expr" && next.value.k === "Const" && typeof next.value.value === "string")
      out.set(statement.target.id, cleanDoc(next.value.value));
  }
  return out;
}

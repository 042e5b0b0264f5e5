import type { Library } from "../library.ts";
import type { Failure } from "./failure.ts";

function causesOf(thrown: unknown): readonly string[] {
  const causes: string[] = [];
  let next = thrown instanceof Error ? thrown.cause : undefined;
  while (next !== undefined && causes.length < 5) {
    causes.push(next instanceof Error ? next.message : typeof next);
    next = next instanceof Error ? next.cause : undefined;
  }
  return causes;
}

/** What a thrown value says. One that is not ours is a mistake of this program and asks to be reported. */
export function toFailure(thrown: unknown, isOurs?: Library["isMetaPrefectError"]): Failure {
  const causes = causesOf(thrown);
  if (isOurs?.(thrown)) {
    const { code, message, hint, diagnostics } = thrown;
    return { code, message, hint, diagnostics, causes };
  }
  return {
    code: "unexpected",
    message: thrown instanceof Error ? thrown.message : `a ${typeof thrown} was thrown`,
    hint: "this is a mistake in meta-prefect: please report it with what the same command prints with -v",
    causes,
    stack: thrown instanceof Error ? thrown.stack : undefined,
  };
}

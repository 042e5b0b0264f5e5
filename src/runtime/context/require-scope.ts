import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { currentScope, type FlowScope, type Scope } from "./scope.ts";

/**
 * Where the calling code runs.
 *
 * @param what is asked, for the message: `getRunLogger`
 * @throws MetaPrefectError `not-in-a-run` outside of every flow and task
 */
export function requireScope(what: string): Scope {
  const scope = currentScope();
  if (scope !== undefined) return scope;
  throw notInARun(what);
}

/** The flow run that the calling code is part of. @throws MetaPrefectError `not-in-a-run` */
export function requireFlow(what: string): Scope & { readonly flow: FlowScope } {
  const { flow, ...scope } = requireScope(what);
  if (flow === undefined) throw notInARun(what);
  return { ...scope, flow };
}

function notInARun(what: string): MetaPrefectError {
  return new MetaPrefectError("not-in-a-run", `${what} was called where no flow runs`, {
    hint: "call it inside the function of a flow or task",
  });
}

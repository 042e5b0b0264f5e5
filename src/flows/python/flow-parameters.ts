import type { Interpreter } from "./interpreter.ts";
import { Doubtful, PyRaise } from "./runtime.ts";
import type { Signature } from "./signature.ts";
import { moduleScope } from "./evaluation/scope.ts";
import { Module, type Parameter, type Scope } from "./values/value.ts";

/**
 * `inspect.signature(fn, eval_str=True)`: annotations that are strings are evaluated in the function's module; where one of them
 * names something that is not there, all stay strings, as Prefect's fallback has them.
 */
export function prepareParameters(interpreter: Interpreter, signature: Signature): readonly Parameter[] {
  const { owner, parameters } = signature;
  if (owner === undefined || !parameters.some((parameter) => typeof parameter.annotation === "string"))
    return parameters;
  const scope = moduleScope(owner.scope.module);
  try {
    const resolved = parameters.map((parameter) => {
      if (typeof parameter.annotation !== "string") return parameter;
      const value = interpreter.evaluateText(parameter.annotation, scope, {
        file: parameter.file,
        at: parameter.at,
      });
      return { ...parameter, annotation: value };
    });
    if (typeof owner.returns === "string") checkReturns(interpreter, owner.returns, scope);
    return resolved;
  } catch (thrown) {
    if (
      thrown instanceof PyRaise &&
      (thrown.value.cls.name === "NameError" || thrown.value.cls.name === "TypeError")
    )
      return parameters;
    throw thrown;
  }
}

/** What a function returns is in no schema, but a name in it that is not there makes Prefect take no annotation for what it is. */
function checkReturns(interpreter: Interpreter, text: string, scope: Scope): void {
  try {
    interpreter.evaluateText(text, scope, { file: scope.module.file ?? "", at: 0 });
  } catch (thrown) {
    if (!(thrown instanceof Doubtful)) throw thrown;
  }
}

/** Where forward references in a flow's annotations are looked up: pydantic looks in Prefect's own module, not in the flow's. */
export function flowScopes(interpreter: Interpreter): readonly Scope[] {
  const module = new Module("prefect._internal.pydantic.v2_schema");
  for (const [name, path] of [
    ["typing", "typing"],
    ["t", "typing"],
    ["inspect", "inspect"],
    ["pydantic", "pydantic"],
  ] as const) {
    module.names.set(name, interpreter.importer.load(path, { file: "", at: 0 }));
  }
  return [moduleScope(module)];
}

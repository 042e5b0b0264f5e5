import type { FunctionDef, Param, Stmt } from "../ast.ts";
import { Doubtful, PyRaise, type Runtime } from "../runtime.ts";
import { Func, TypeVariable, type Parameter, type Scope, type Value } from "../values/value.ts";
import { childScope } from "./scope.ts";

/** Parameters with their defaults and annotations evaluated, as at the time of the def. */
export function makeParameters(
  runtime: Runtime,
  params: readonly Param[],
  scope: Scope,
  annotationScope = scope,
): Parameter[] {
  const file = scope.module.file ?? scope.module.name;
  const defaults = params.map((param) =>
    param.value === undefined ? undefined : runtime.evaluate(param.value, scope),
  );
  return params.map((param, index) => ({
    name: param.name,
    kind: param.kind,
    annotation:
      param.annotation === undefined ? undefined : runtime.annotation(param.annotation, annotationScope),
    value: defaults[index],
    file,
    at: param.at,
  }));
}

/** The docstring of a body, or null. */
export function docstring(body: readonly Stmt[]): Value {
  const [head] = body;
  return head?.k === "Expr" && head.value.k === "Const" && typeof head.value.value === "string"
    ? head.value.value
    : null;
}

/** The scope in which annotations of something with type parameters are evaluated. */
export function typeParamScope(runtime: Runtime, typeParams: FunctionDef["typeParams"], scope: Scope): Scope {
  if (typeParams.length === 0) return scope;
  const inner = childScope(scope, "function", scope.prefix);
  for (const param of typeParams) {
    const bound = param.bound === undefined ? undefined : runtime.evaluate(param.bound, inner);
    inner.names.set(param.name, new TypeVariable(param.name, bound, []));
  }
  return inner;
}

/** Only the text of a return annotation matters where it is one; whether it can be evaluated, always. */
function withReturns(runtime: Runtime, func: Func, { returns }: FunctionDef): Func {
  if (returns === undefined) return func;
  try {
    func.returns = runtime.annotation(returns, func.scope);
  } catch (thrown) {
    if (thrown instanceof Doubtful) return func;
    if (!(thrown instanceof PyRaise) || thrown.value.cls.name === "NameError") throw thrown;
    const message = `the type of what ${func.name} returns: ${thrown.message}`;
    func.doubts = [{ code: "unknown-type", message, ...thrown.place }];
  }
  return func;
}

/** Makes the function object of a def, without its decorators. */
export function makeFunction(runtime: Runtime, node: FunctionDef, scope: Scope, moduleName: string): Func {
  const inner = typeParamScope(runtime, node.typeParams, scope);
  const func = new Func({
    name: node.name,
    qualname: `${scope.prefix}${node.name}`,
    doc: docstring(node.body),
    module: moduleName,
    parameters: makeParameters(runtime, node.params, scope, inner),
    node,
    scope: inner,
    isAsync: node.isAsync,
    isGenerator: node.isGenerator,
  });
  return withReturns(runtime, func, node);
}

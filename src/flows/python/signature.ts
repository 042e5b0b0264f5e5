import { giveUp, type Place, type Runtime } from "./runtime.ts";
import {
  BoundMethod,
  Builtin,
  Class,
  Descriptor,
  Func,
  Instance,
  List,
  Module,
  Partial,
  Singleton,
  Unknown,
  type Doubt,
  type Parameter,
  type Value,
} from "./values/value.ts";

/** What a callable takes, and the function at its bottom. */
export interface Signature {
  readonly parameters: readonly Parameter[];
  readonly doubts: readonly Doubt[];
  /** The function whose module's names its annotations are looked up in. */
  readonly owner: Func | undefined;
}

/** `inspect.signature(fn)`: follows `__wrapped__` and `__signature__`, binds methods and partials. */
export function signatureOf(runtime: Runtime, fn: Value, place: Place, depth = 0): Signature {
  if (depth > 50) return giveUp("too-much-work", "functions that wrap each other", place);
  if (fn instanceof Func) {
    const own = fn.attributes.get("__signature__");
    if (own !== undefined) return { ...given(own, place), doubts: fn.doubts };
    const wrapped = fn.attributes.get("__wrapped__");
    if (wrapped === undefined) return { parameters: fn.parameters, doubts: fn.doubts, owner: fn };
    const inner = signatureOf(runtime, wrapped, place, depth + 1);
    return { ...inner, doubts: [...fn.doubts, ...inner.doubts] };
  }
  if (fn instanceof BoundMethod) {
    const inner = signatureOf(runtime, fn.fn, place, depth + 1);
    return { ...inner, parameters: inner.parameters.slice(1) };
  }
  if (fn instanceof Descriptor) return signatureOf(runtime, fn.fn, place, depth + 1);
  if (fn instanceof Partial) return partialSignature(signatureOf(runtime, fn.fn, place, depth + 1), fn);
  if (fn instanceof Instance || fn instanceof Builtin) {
    const wrapped = fn.attributes.get("__wrapped__");
    if (wrapped !== undefined) return signatureOf(runtime, wrapped, place, depth + 1);
    if (fn instanceof Instance) {
      const call = runtime.findAttribute(fn, "__call__", place);
      if (call !== undefined) return signatureOf(runtime, call, place, depth + 1);
    }
  }
  if (fn instanceof Unknown) return giveUp(fn.doubt.code, fn.doubt.message, fn.doubt);
  if (fn instanceof Class || fn instanceof Module)
    return giveUp("unknown-value", "the parameters of a class that is called", place);
  return giveUp("unknown-value", "the parameters of something that is not a plain function", place);
}

function given(signature: Value, place: Place): Signature {
  const list = signature instanceof Instance ? signature.attributes.get(" parameters") : undefined;
  if (!(list instanceof List))
    return giveUp("unknown-value", "a __signature__ that cannot be followed", place);
  const parameters = list.items.map((item): Parameter => {
    if (!(item instanceof Instance))
      return giveUp("unknown-value", "a __signature__ that cannot be followed", place);
    const name = item.attributes.get("name");
    const kind = item.attributes.get("kind");
    const annotation = item.attributes.get("annotation");
    const value = item.attributes.get("default");
    return {
      name: typeof name === "string" ? name : "",
      kind: kindOf(kind instanceof Singleton ? kind.name : ""),
      annotation: isEmpty(annotation) ? undefined : annotation,
      value: isEmpty(value) ? undefined : value,
      file: place.file,
      at: place.at,
    };
  });
  return { parameters, doubts: [], owner: undefined };
}

function isEmpty(value: Value | undefined): boolean {
  return value === undefined || (value instanceof Singleton && value.name === "inspect._empty");
}

const kinds: Readonly<Record<string, Parameter["kind"]>> = {
  POSITIONAL_ONLY: "positional-only",
  POSITIONAL_OR_KEYWORD: "positional",
  VAR_POSITIONAL: "var-positional",
  KEYWORD_ONLY: "keyword-only",
  VAR_KEYWORD: "var-keyword",
};

function kindOf(name: string): Parameter["kind"] {
  return kinds[name] ?? "positional";
}

function partialSignature(inner: Signature, partial: Partial): Signature {
  const out: Parameter[] = [];
  let skip = partial.args.length;
  let keywordOnly = false;
  for (const parameter of inner.parameters) {
    const isPositional = parameter.kind === "positional" || parameter.kind === "positional-only";
    if (isPositional && skip > 0) {
      skip--;
      continue;
    }
    const bound = parameter.kind === "positional-only" ? undefined : partial.kwargs.get(parameter.name);
    if (bound !== undefined && parameter.kind !== "var-keyword" && parameter.kind !== "var-positional") {
      keywordOnly = keywordOnly || parameter.kind === "positional";
      out.push({ ...parameter, value: bound, kind: "keyword-only" });
    } else if (keywordOnly && parameter.kind === "positional")
      out.push({ ...parameter, kind: "keyword-only" });
    else if (!(keywordOnly && parameter.kind === "var-positional")) out.push(parameter);
  }
  return { ...inner, parameters: out };
}

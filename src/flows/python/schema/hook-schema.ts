import { coreSchemaOf, coreSchemaValue } from "../library/core-schema.ts";
import { native, nativeClass } from "../library/library.ts";
import { Doubtful, giveUp, PyRaise } from "../runtime.ts";
import { Class, Descriptor, Dict, Instance, type Value } from "../values/value.ts";
import type { MakeSchema, TypeContext } from "./context.ts";
import type { Core } from "./core.ts";
import { encode } from "./encode.ts";
import { draftToValue, isDraft } from "./json-schema-extra.ts";

const coreHook = "__get_pydantic_core_schema__";
const jsonHook = "__get_pydantic_json_schema__";

/** Whether a class makes its own schema with a method. */
export function hasSchemaHook(cls: Class): boolean {
  return cls.mro.some(
    ({ names }) => names.has(coreHook) || names.has(jsonHook) || names.has("__get_validators__"),
  );
}

/** The schema of a class of the project that makes it with methods, where these can be followed. */
export function hookSchema(context: TypeContext, cls: Class, make: MakeSchema): Core {
  const refuse = (): never =>
    giveUp("unknown-type", `${cls.name} makes its own schema with a method`, context.place);
  const isOwn = (name: string): boolean =>
    cls.mro.every((base) => {
      const method = base.names.get(name);
      return method === undefined || (base.file !== undefined && method instanceof Descriptor);
    });
  const has = (name: string): boolean => cls.mro.some(({ names }) => names.has(name));
  if (cls.flavour !== "plain" || cls.mro.some(({ names }) => names.has("__get_validators__")))
    return refuse();
  if (!has(coreHook) || !isOwn(coreHook) || !isOwn(jsonHook)) return refuse();
  const call = (name: string, args: readonly Value[]): Value => {
    try {
      const { runtime, place } = context;
      return runtime.call(runtime.getAttribute(cls, name, place), { args, kwargs: new Map(), ...place });
    } catch (thrown) {
      if (thrown instanceof Doubtful || thrown instanceof PyRaise) return refuse();
      throw thrown;
    }
  };
  const generate = (type: Value): Value =>
    // Given the class itself, pydantic takes what it would make of it without the method.
    type instanceof Class && hasSchemaHook(type) ? refuse() : coreSchemaValue(make(context, type));
  const core = coreSchemaOf(call(coreHook, [cls, handlerOf(generate, refuse)]));
  if (core === undefined || core.ref !== undefined) return refuse();
  if (!has(jsonHook)) return core;
  return {
    ...core,
    rework: (draft) => {
      const inner = (given: Value): Value => (coreSchemaOf(given) === core ? draftToValue(draft) : refuse());
      const made = call(jsonHook, [coreSchemaValue(core), handlerOf(inner, refuse)]);
      const out = made instanceof Dict ? encode(made, context.place) : refuse();
      return isDraft(out) ? out : refuse();
    },
  };
}

/** The handler that pydantic gives to the methods: only calling it is followed. */
function handlerOf(answer: (given: Value) => Value, refuse: () => never): Value {
  const cls = nativeClass("GetCoreSchemaHandler", "pydantic", []);
  cls.names.set(
    "__call__",
    native("__call__", ({ args, kwargs }) => {
      const [, given] = args;
      return args.length === 2 && kwargs.size === 0 && given !== undefined ? answer(given) : refuse();
    }),
  );
  cls.hooks = { attribute: refuse };
  return new Instance(cls);
}

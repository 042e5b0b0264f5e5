import { giveUp, placeOf, type Place, type Runtime } from "../runtime.ts";
import { dictOf, firstOf, typeName, unwrapped } from "../values/basics.ts";
import { isAttributeGap } from "./gaps.ts";
import { builtinMethod, isMethodOf } from "../values/methods.ts";
import { specialMethod } from "../values/text.ts";
import {
  Alias,
  Annotated,
  BoundMethod,
  Builtin,
  Class,
  Complex,
  Descriptor,
  Func,
  hookOf,
  Instance,
  Module,
  NewTypeValue,
  Partial,
  Range,
  Tuple,
  TypeVariable,
  Unknown,
  Union,
  type Value,
} from "../values/value.ts";

function bound(runtime: Runtime, found: Value, self: Value, cls: Class, place: Place): Value {
  if (found instanceof Func || found instanceof Builtin) return new BoundMethod(self, found);
  if (found instanceof Descriptor) {
    if (found.type === "property")
      return runtime.call(found.fn, { args: [self], kwargs: new Map(), ...place });
    if (found.type === "staticmethod") return found.fn;
    return new BoundMethod(cls, found.fn);
  }
  if (found instanceof Instance) {
    const getter = specialMethod(found, "__get__");
    if (getter !== undefined)
      return runtime.call(getter, { args: [found, self, cls], kwargs: new Map(), ...place });
  }
  return found;
}

/** What the class of an instance, or a base of it, has under a name. */
export function classAttribute(cls: Class, name: string): Value | undefined {
  for (const base of cls.mro) {
    const found = base.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function fromClass(runtime: Runtime, cls: Class, name: string, place: Place): Value | undefined {
  switch (name) {
    case "__name__":
      return cls.name;
    case "__qualname__":
      return cls.qualname;
    case "__module__":
      return cls.module;
    case "__doc__":
      return cls.doc;
    case "__mro__":
      return new Tuple(cls.mro);
    case "__bases__":
      return new Tuple(cls.bases);
    case "__dict__":
      return dictOf([...cls.names]);
    default:
  }
  if (cls.flavour === "enum") {
    const member = cls.allMembers.get(name);
    if (member !== undefined) return member;
    if (name === "__members__") return dictOf(cls.allMembers);
  }
  const found = classAttribute(cls, name);
  if (found instanceof Descriptor) {
    if (found.type === "staticmethod") return found.fn;
    if (found.type === "classmethod")
      return found.fn instanceof Instance && found.fn.cls.data.get("is-flow") === true
        ? found.fn
        : new BoundMethod(cls, found.fn);
    return found;
  }
  if (found instanceof Instance) {
    const getter = specialMethod(found, "__get__");
    if (getter !== undefined)
      return runtime.call(getter, { args: [found, null, cls], kwargs: new Map(), ...place });
  }
  return found;
}

/** An attribute through `super()`: of the classes behind the owner in the order of the instance's class. */
function fromSuper(runtime: Runtime, proxy: Instance, name: string, place: Place): Value | undefined {
  const owner = proxy.attributes.get(" owner");
  const self = proxy.attributes.get(" self") ?? null;
  const cls = self instanceof Class ? self : self instanceof Instance ? self.cls : undefined;
  if (!(owner instanceof Class) || cls === undefined) return undefined;
  for (const base of cls.mro.slice(cls.mro.indexOf(owner) + 1)) {
    const found = base.names.get(name);
    if (found === undefined) continue;
    if (base.file === undefined && base.name !== "object" && name === "__init__")
      return giveUp("unknown-value", `${base.name}.__init__()`, place);
    return self instanceof Class && !(found instanceof Descriptor)
      ? found
      : bound(runtime, found, self, cls, place);
  }
  return undefined;
}

function fromInstance(runtime: Runtime, value: Instance, name: string, place: Place): Value | undefined {
  if (value.cls === runtime.builtinClass("super")) return fromSuper(runtime, value, name, place);
  const onClass = classAttribute(value.cls, name);
  if (onClass instanceof Descriptor && onClass.type === "property")
    return bound(runtime, onClass, value, value.cls, place);
  const own = value.attributes.get(name);
  if (own !== undefined) return own;
  const hooked = hookOf(value, "attribute")?.(value, name);
  if (hooked !== undefined) return hooked;
  if (value.cls.flavour === "enum" && (name === "name" || name === "value"))
    return value.attributes.get(`_${name}_`);
  if (onClass !== undefined) return bound(runtime, onClass, value, value.cls, place);
  if (name === "__class__") return value.cls;
  if (name === "__dict__") return dictOf([...value.attributes]);
  if (name === "__doc__") return value.cls.doc;
  const method = value.payload === undefined ? undefined : builtinMethod(runtime, unwrapped(value), name);
  return method;
}

function fromFunction(value: Func, name: string): Value | undefined {
  const own = value.attributes.get(name);
  if (own !== undefined) return own;
  switch (name) {
    case "__name__":
      return value.name;
    case "__qualname__":
      return value.qualname;
    case "__doc__":
      return value.doc;
    case "__module__":
      return value.module;
    case "__defaults__":
      return new Tuple(
        value.parameters.flatMap((parameter) =>
          parameter.value === undefined || parameter.kind === "keyword-only" ? [] : [parameter.value],
        ),
      );
    case "__annotations__":
      return dictOf(
        value.parameters.flatMap((parameter) =>
          parameter.annotation === undefined ? [] : [[parameter.name, parameter.annotation] as const],
        ),
      );
    case "__dict__":
      return dictOf([...value.attributes]);
    default:
      return undefined;
  }
}

function moduleAttribute(module: Module, name: string, place: Place): Value | undefined {
  const found = module.names.get(name);
  if (found !== undefined) return found;
  if (name === "__name__") return module.name;
  if (name !== "__dict__") return module.missing?.(name);
  return module.missing === undefined
    ? dictOf([...module.names])
    : giveUp("unknown-value", `all names of ${module.name}`, place);
}

/** `str.upper`: a method of a builtin class, which takes its value as the first argument. */
function unboundMethod(runtime: Runtime, cls: Class, name: string): Value | undefined {
  if (cls.file !== undefined || !isMethodOf(cls.name, name)) return undefined;
  return new Builtin(name, (call) => {
    const [self = null, ...args] = call.args;
    const method = builtinMethod(runtime, unwrapped(self), name);
    return method === undefined
      ? giveUp("unknown-value", `${cls.name}.${name}() of a ${typeName(self)}`, placeOf(call))
      : runtime.call(method, { ...call, args });
  });
}

/** The attribute of a value, or undefined where Python raises AttributeError. */
export function findAttribute(
  runtime: Runtime,
  object: Value,
  name: string,
  place: Place,
): Value | undefined {
  runtime.step(place);
  if (object instanceof Unknown)
    return new Unknown(object.doubt, object.path === undefined ? undefined : `${object.path}.${name}`);
  if (object instanceof Module) return moduleAttribute(object, name, place);
  if (object instanceof Class) {
    const found = firstOf(fromClass(runtime, object, name, place), unboundMethod(runtime, object, name));
    return found === undefined && object.doubts[0] !== undefined ? new Unknown(object.doubts[0]) : found;
  }
  if (object instanceof Instance) {
    const found = fromInstance(runtime, object, name, place);
    if (found !== undefined) return found;
    const fallback = specialMethod(object, "__getattr__");
    if (fallback !== undefined)
      return runtime.call(fallback, { args: [object, name], kwargs: new Map(), ...place });
    const doubt = object.cls.mro.flatMap((cls) => cls.doubts)[0];
    return doubt === undefined ? undefined : new Unknown(doubt);
  }
  if (object instanceof Func) return fromFunction(object, name);
  if (object instanceof Builtin)
    return firstOf(
      object.attributes.get(name),
      name === "__name__" || name === "__qualname__" ? object.name : undefined,
    );
  if (object instanceof BoundMethod) {
    if (name === "__self__") return object.self;
    if (name === "__func__") return object.fn;
    return findAttribute(runtime, object.fn, name, place);
  }
  if (object instanceof Descriptor) {
    if (name === "fget" || name === "__func__" || name === "__wrapped__") return object.fn;
    if (object.type === "property" && (name === "setter" || name === "deleter"))
      return new Builtin(name, () => object);
    return findAttribute(runtime, object.fn, name, place);
  }
  if (object instanceof Partial)
    return name === "func"
      ? object.fn
      : name === "args"
        ? new Tuple(object.args)
        : name === "keywords"
          ? dictOf([...object.kwargs])
          : undefined;
  if (object instanceof Alias)
    return name === "__origin__"
      ? object.origin
      : name === "__args__"
        ? new Tuple(object.args)
        : findAttribute(runtime, object.origin, name, place);
  if (object instanceof Union) return name === "__args__" ? new Tuple(object.args) : undefined;
  if (object instanceof Annotated)
    return name === "__metadata__"
      ? new Tuple(object.metadata)
      : name === "__origin__"
        ? object.type
        : findAttribute(runtime, object.type, name, place);
  if (object instanceof TypeVariable || object instanceof NewTypeValue)
    return name === "__name__" ? object.name : undefined;
  if (object instanceof Complex && (name === "real" || name === "imag")) return object[name];
  if (object instanceof Range && (name === "start" || name === "stop" || name === "step"))
    return object[name];
  if (name === "__class__") return runtime.classOf(object);
  if (name === "__doc__") return null;
  return builtinMethod(runtime, object, name);
}

/** Whether all attributes of a value are known, so that a missing one is Python's AttributeError and no gap of ours. */
function isComplete(object: Value): boolean {
  if (object instanceof Module) return true;
  const cls = object instanceof Class ? object : object instanceof Instance ? object.cls : undefined;
  return (
    cls?.mro.every(
      (base) =>
        base.file !== undefined ||
        base.name === "object" ||
        base.flavour === "enum" ||
        base.name === "BaseModel",
    ) === true
  );
}

/** `object.name`; raises AttributeError. */
export function getAttribute(runtime: Runtime, object: Value, name: string, place: Place): Value {
  const found = findAttribute(runtime, object, name, place);
  if (found !== undefined) return found;
  if (!isComplete(object) || isAttributeGap(object, name))
    return giveUp("unknown-value", `the attribute ${name} of a ${typeName(object)}`, place);
  if (object instanceof Module)
    return runtime.raise("AttributeError", `module '${object.name}' has no attribute '${name}'`, place);
  if (object instanceof Class)
    return runtime.raise("AttributeError", `type object '${object.name}' has no attribute '${name}'`, place);
  return runtime.raise("AttributeError", `'${typeName(object)}' object has no attribute '${name}'`, place);
}

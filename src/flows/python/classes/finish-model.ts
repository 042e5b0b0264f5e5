import type { Executor } from "../evaluation/executor.ts";
import { Doubtful, type Runtime } from "../runtime.ts";
import {
  Alias,
  Annotated,
  Class,
  Descriptor,
  Dict,
  FieldInfo,
  ForwardRef,
  Func,
  SpecialForm,
  Union,
  Unknown,
  type Field,
  type Scope,
  type Value,
} from "../values/value.ts";
import { mergedInfo } from "../schema/merged-info.ts";
import { factsOfBlock } from "../library/blocks.ts";
import { checkAttributes } from "./stray-attribute.ts";
import { aliasesOf } from "./field-aliases.ts";
import { bareField } from "./bare-field.ts";
import { isEllipsis } from "./is-ellipsis.ts";
import { makeModel } from "./make-model.ts";
import { makeSettings } from "./make-settings.ts";

/** The settings in `model_config` or in class keywords, with those of the bases below them. */
function configOf(cls: Class, scope: Scope, options: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const config = new Map<string, Value>();
  for (const base of cls.bases.toReversed()) for (const [key, value] of base.config) config.set(key, value);
  const own = scope.names.get("model_config");
  if (own instanceof Dict)
    for (const { key, value } of own.entries.values()) if (typeof key === "string") config.set(key, value);
  if (own instanceof Unknown) cls.doubts = [...cls.doubts, own.doubt];
  for (const [key, value] of options) if (key !== "metaclass") config.set(key, value);
  return config;
}

function isClassVar(annotation: Value): boolean {
  if (annotation instanceof Annotated) return isClassVar(annotation.type);
  if (typeof annotation === "string")
    return (
      annotation.startsWith("ClassVar") ||
      annotation.startsWith("typing.ClassVar") ||
      annotation.startsWith("t.ClassVar")
    );
  return (
    (annotation instanceof SpecialForm && annotation.name === "ClassVar") ||
    (annotation instanceof Alias &&
      annotation.origin instanceof SpecialForm &&
      annotation.origin.name === "ClassVar")
  );
}

/** pydantic takes a name that is final and has a default for an attribute of the class. */
function isFinal(annotation: Value): boolean {
  if (annotation instanceof Annotated) return isFinal(annotation.type);
  if (typeof annotation === "string") return /^(?:\w+\.)?Final\b/.test(annotation);
  const form = annotation instanceof Alias ? annotation.origin : annotation;
  return form instanceof SpecialForm && form.name === "Final";
}

function ownFields(runtime: Runtime, cls: Class, scope: Scope): Field[] {
  const annotations = scope.names.get("__annotations__");
  if (!(annotations instanceof Dict)) return [];
  const file = cls.file ?? "";
  const out: Field[] = [];
  for (const { key, value: annotation } of annotations.entries.values()) {
    if (typeof key !== "string" || key === "model_config" || key.startsWith("_") || isClassVar(annotation))
      continue;
    const given = scope.names.get(key);
    const info = given instanceof FieldInfo ? given : undefined;
    const value = given instanceof FieldInfo || given instanceof Descriptor ? undefined : given;
    const isRequired = (value === undefined && info?.given.get("default") === undefined) || isEllipsis(value);
    const hasFactory = (info?.given.get("default_factory") ?? null) !== null;
    if (isFinal(annotation) && cls.flavour === "model" && (!isRequired || hasFactory)) continue;
    out.push({
      name: key,
      annotation,
      value: isEllipsis(value) ? undefined : value,
      factory: undefined,
      info,
      required: isRequired,
      init: true,
      keywordOnly: false,
      initOnly: false,
      scope,
      file,
      at: cls.at,
    });
    if (given !== undefined && !(given instanceof Func) && cls.flavour === "model") cls.names.delete(key);
  }
  runtime.step({ file, at: cls.at });
  return out;
}

/** Makes a pydantic model of a class statement. */
export function finishModel(
  runtime: Executor,
  cls: Class,
  scope: Scope,
  options: ReadonlyMap<string, Value>,
): Value {
  cls.flavour = "model";
  cls.config = configOf(cls, scope, options);
  if (!cls.config.has("ignored_types")) checkAttributes(runtime, cls, scope);
  const fields = new Map<string, Field>();
  for (const base of cls.mro.slice(1).toReversed()) {
    for (const [name, field] of base.fields) fields.set(name, field);
    // Annotated names of bases that are no models become fields too.
    if (base.flavour === "plain" && base.scope !== undefined)
      for (const field of ownFields(runtime, base, base.scope)) fields.set(field.name, field);
  }
  for (const field of ownFields(runtime, cls, scope)) fields.set(field.name, field);
  for (const base of cls.bases)
    for (const [variable, value] of base.typeArguments)
      cls.typeArguments = new Map([...cls.typeArguments, [variable, value]]);
  const root = cls.mro.find((base) => base.data.get("root-model") === true);
  if (root !== undefined) {
    cls.data.set("root-model", true);
    const generic = cls.genericBases.find((alias) => alias.origin === root);
    if (!fields.has("root") && generic !== undefined)
      fields.set("root", bareField("root", generic.args[0] ?? null, cls, scope));
  }
  const block = cls.mro.slice(1).find((base) => factsOfBlock(base)?.isBase === false);
  if (block !== undefined)
    cls.doubts = [
      ...cls.doubts,
      {
        code: "unknown-type",
        message: `${cls.name} inherits from ${block.module}.${block.name}, whose fields are not followed`,
        file: cls.file ?? "",
        at: cls.at,
      },
    ];
  const doubt = cls.mro.flatMap((base) => base.doubts)[0];
  if (doubt !== undefined) cls.doubts = [...cls.doubts, doubt];
  cls.fields = withDocstrings(runtime, fields, cls);
  nameFields(runtime, cls);
  cls.construct = (call) =>
    cls.mro.some((base) => base.data.get("settings") === true)
      ? makeSettings(runtime, cls, call)
      : makeModel(runtime, cls, call);
  checkDecorators(cls);
  checkRecursion(cls);
  return cls;
}

/** Keeps what the fields are called in JSON; where that cannot be known, neither can the class. */
export function nameFields(runtime: Runtime, cls: Class): void {
  const place = { file: cls.file ?? "", at: cls.at };
  try {
    cls.data.set(
      "aliases",
      new Map([...cls.fields].map(([name, field]) => [name, aliasesOf(runtime, field, cls.config, place)])),
    );
  } catch (thrown) {
    if (!(thrown instanceof Doubtful)) throw thrown;
    cls.doubts = [...cls.doubts, thrown.doubt];
  }
}

function withDocstrings(
  runtime: Executor,
  fields: ReadonlyMap<string, Field>,
  cls: Class,
): ReadonlyMap<string, Field> {
  if (cls.config.get("use_attribute_docstrings") !== true) return fields;
  const texts = runtime.attributeTexts(cls);
  return new Map(
    [...fields].map(([name, field]) => {
      const text = texts.get(name);
      const described = mergedInfo(field).info.given.get("description");
      if (text === undefined || described !== undefined) return [name, field];
      const given = new Map(field.info?.given);
      if (field.info === undefined && field.value !== undefined) given.set("default", field.value);
      given.set("description", text);
      return [name, { ...field, info: new FieldInfo(given, field.info?.metadata ?? []) }];
    }),
  );
}

/** Functions of pydantic that change a field's schema leave marks on the methods. */
function checkDecorators(cls: Class): void {
  for (const value of cls.names.values()) {
    const inner = value instanceof Descriptor ? value.fn : value;
    if (inner instanceof Func && inner.doubts[0] !== undefined)
      cls.data.set("doubtful-method", inner.doubts[0]);
  }
}

/**
 * A class below a generic model with arguments that names itself (`next: "Page[T]"`): pydantic does not complete it, and what
 * Prefect makes of that depends on more than the class.
 */
function checkRecursion(cls: Class): void {
  for (const base of cls.mro.slice(1)) {
    const [origin] = base.bases;
    if (origin === undefined || !base.data.has("arguments")) continue;
    const names = (type: Value): boolean =>
      typeof type === "string"
        ? type.includes(`${origin.name}[`)
        : type instanceof ForwardRef
          ? names(type.text)
          : (type instanceof Alias || type instanceof Union) && type.args.some(names);
    if ([...base.fields.values()].some((field) => names(field.annotation)))
      cls.doubts = [
        ...cls.doubts,
        {
          code: "unknown-type",
          message: `${cls.name} inherits from a generic model that names itself`,
          file: cls.file ?? "",
          at: cls.at,
        },
      ];
  }
}

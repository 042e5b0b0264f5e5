import type { Executor } from "../evaluation/executor.ts";
import { finishMembers } from "../classes/enum.ts";
import { functionalNamedTuple } from "../classes/named-tuple.ts";
import { functionalTypedDict } from "../classes/typed-dict.ts";
import { giveUp, placeOf } from "../runtime.ts";
import { Class, Instance, Module, Unknown, type Value } from "../values/value.ts";
import { attrsNames } from "./attrs.ts";
import { blockClasses } from "./blocks.ts";
import { collectionsNames, makeCollections } from "./collections.ts";
import { dataclassNames } from "./dataclasses.ts";
import { datetimeNames } from "./datetimes.ts";
import { enumNames } from "./enum.ts";
import { facts, loadedModules, type ModuleFacts } from "./facts.ts";
import { LibraryModule } from "./library-module.ts";
import { native, nativeClass, type Names } from "./library.ts";
import { decimalNames, mathNames } from "./numbers.ts";
import { ipaddressNames } from "./ipaddress.ts";
import { taskRunnerNames } from "./task-runners.ts";
import { uuidNames } from "./uuid.ts";
import { osPathNames } from "./os-path.ts";
import { osNames } from "./os.ts";
import { pathNames } from "./pathlib.ts";
import { sysNames } from "./sys.ts";
import { flowNames } from "./prefect-flow.ts";
import { taskNames } from "./prefect-task.ts";
import { aliasGeneratorNames } from "./alias-generators.ts";
import { annotatedTypesNames, pydanticTypeNames } from "./pydantic-types.ts";
import { pydanticNames } from "./pydantic.ts";
import { pydanticDataclassNames } from "./pydantic-dataclasses.ts";
import { settingsNames } from "./settings.ts";
import { jsonNames, reNames, stringNames, textwrapNames } from "./texts.ts";
import { contextlibNames } from "./contextlib.ts";
import { copyNames } from "./copy.ts";
import { functoolsNames } from "./functools.ts";
import { inspectNames } from "./inspect.ts";
import { itertoolsNames } from "./itertools.ts";
import { operatorNames } from "./operator.ts";
import { tempfileNames } from "./tempfile.ts";
import { typesNames } from "./types.ts";
import { yamlNames } from "./yaml.ts";
import { pydanticV1Names } from "./pydantic-v1.ts";
import { coreSchemaNames } from "./core-schema.ts";
import { makeAbc, typingNames, type SharedClasses } from "./typing.ts";

interface Library {
  /** What is known of each module, for all files. */
  readonly modules: Map<string, LibraryModule>;
  readonly shared: SharedClasses;
  readonly typing: Names;
  readonly prefect: Names;
  readonly pydantic: Names;
  /** Prefect's blocks by the paths that they can be imported from. */
  readonly blocks: ReadonlyMap<string, Class>;
}

/** Stands for a module that is known not to exist. */
export const missingModule = Symbol("missing module");

/** Modules that have modules inside. */
const packages = new Set(
  Object.keys(facts).flatMap((name) => {
    const parts = name.split(".");
    return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("."));
  }),
);

const libraries = new WeakMap<Executor, Library>();

function libraryOf(runtime: Executor): Library {
  const known = libraries.get(runtime);
  if (known !== undefined) return known;
  const shared: SharedClasses = { abc: makeAbc(runtime), collections: makeCollections(runtime) };
  const typing = typingNames(runtime, shared);
  const tuple = typing["NamedTuple"];
  if (tuple instanceof Class) tuple.construct = (call) => functionalNamedTuple(runtime, tuple, call, true);
  const dict = typing["TypedDict"];
  if (dict instanceof Class) dict.construct = (call) => functionalTypedDict(runtime, dict, call);
  const pydantic = { ...pydanticNames(runtime), ...pydanticTypeNames(runtime) };
  const made: Library = {
    modules: new Map(),
    shared,
    typing,
    prefect: { ...flowNames(runtime), ...taskNames(runtime) },
    pydantic,
    blocks: blockClasses(runtime, pydantic),
  };
  libraries.set(runtime, made);
  return made;
}

const object = (runtime: Executor): Class => runtime.builtinClass("object");

const makers: Readonly<Record<string, (runtime: Executor, library: Library) => Names>> = {
  typing: (_, library) => library.typing,
  typing_extensions: (runtime, library) => {
    const dict = library.typing["TypedDict"];
    const own = new Class("TypedDict", dict instanceof Class ? dict.bases : [], "typing_extensions");
    own.flavour = "typed-dict";
    own.construct = (call) => functionalTypedDict(runtime, own, call);
    return { ...library.typing, TypedDict: own };
  },
  collections: (runtime, library) => collectionsNames(runtime, library.shared.collections),
  "collections.abc": (_, library) => Object.fromEntries(library.shared.abc),
  enum: enumNames,
  dataclasses: dataclassNames,
  datetime: datetimeNames,
  pathlib: pathNames,
  os: osNames,
  "os.path": osPathNames,
  sys: () => ({}),
  functools: functoolsNames,
  itertools: itertoolsNames,
  operator: operatorNames,
  contextlib: contextlibNames,
  types: typesNames,
  copy: copyNames,
  inspect: inspectNames,
  math: mathNames,
  decimal: decimalNames,
  uuid: uuidNames,
  textwrap: textwrapNames,
  string: stringNames,
  json: jsonNames,
  re: reNames,
  abc: (runtime) => ({
    ABC: nativeClass("ABC", "abc", [object(runtime)], undefined, "plain"),
    ABCMeta: nativeClass("ABCMeta", "abc", [runtime.builtinClass("type")]),
    abstractmethod: native("abstractmethod", (call) => call.args[0] ?? null),
    abstractproperty: runtime.builtinClass("property"),
  }),
  zoneinfo: zoneNames,
  fractions: (runtime) => withoutInstances(runtime, "fractions", ["Fraction"]),
  ipaddress: ipaddressNames,
  attrs: attrsNames,
  attr: attrsNames,
  annotated_types: annotatedTypesNames,
  pydantic: (_, library) => library.pydantic,
  "pydantic.fields": (_, library) => library.pydantic,
  "pydantic.main": (_, library) => library.pydantic,
  "pydantic.types": (_, library) => library.pydantic,
  "pydantic.networks": (_, library) => library.pydantic,
  "pydantic.functional_validators": (_, library) => library.pydantic,
  "pydantic.functional_serializers": (_, library) => library.pydantic,
  "pydantic.json_schema": (_, library) => library.pydantic,
  "pydantic.config": (_, library) => library.pydantic,
  "pydantic.aliases": (_, library) => library.pydantic,
  "pydantic.dataclasses": pydanticDataclassNames,
  "pydantic.alias_generators": aliasGeneratorNames,
  "pydantic.v1": pydanticV1Names,
  pydantic_core: () => ({ core_schema: new Module("pydantic_core.core_schema") }),
  "pydantic_core.core_schema": coreSchemaNames,
  tempfile: tempfileNames,
  yaml: yamlNames,
  pydantic_settings: (_, library) => settingsNames(library.pydantic),
  prefect: (_, library) => library.prefect,
  "prefect.flows": (_, library) => library.prefect,
  "prefect.tasks": (_, library) => library.prefect,
  "prefect.task_runners": taskRunnerNames,
  "prefect.input": (_, library) => ({ RunInput: runInput(library) }),
};

function runInput(library: Library): Class {
  const base = library.pydantic["BaseModel"];
  const cls = nativeClass(
    "RunInput",
    "prefect.input.run_input",
    base instanceof Class ? [base] : [],
    undefined,
    "model",
  );
  cls.config = new Map([["extra", "forbid"]]);
  return cls;
}

/** Classes that types name, and whose instances are not followed. */
function withoutInstances(runtime: Executor, module: string, names: readonly string[]): Names {
  return Object.fromEntries(
    names.map((name) => {
      const cls = nativeClass(name, module, [object(runtime)]);
      cls.construct = (call) => giveUp("unknown-value", `an instance of ${module}.${name}`, placeOf(call));
      return [name, cls];
    }),
  );
}

/** `zoneinfo`: a zone is known by its key, its offsets are not. */
function zoneNames(runtime: Executor): Names {
  const zone = nativeClass("ZoneInfo", "zoneinfo", [object(runtime)]);
  const key = (value: Instance): string => {
    const text_ = value.attributes.get("key");
    return typeof text_ === "string" ? text_ : "";
  };
  zone.construct = (call) => {
    const made = new Instance(zone);
    made.attributes.set("key", call.args[0] ?? call.kwargs.get("key") ?? null);
    return made;
  };
  zone.hooks = { json: key, text: key, hash: key };
  return { ZoneInfo: zone };
}

/** What is known of a name of a module that has no file here. */
function fromFacts(runtime: Executor, module: string, entry: ModuleFacts, name: string): Value | undefined {
  const [plain, other, enums] = entry;
  const facts_ = Object.hasOwn(enums, name) ? enums[name] : undefined;
  if (facts_ !== undefined) {
    const [where, mixin, doc, members] = facts_;
    const enumClass = knownModule(runtime, "enum")?.find("Enum");
    if (!(enumClass instanceof Class)) return undefined;
    const cls = new Class(name, mixin === "" ? [enumClass] : [runtime.builtinClass(mixin), enumClass], where);
    cls.doc = doc === "" ? null : doc;
    finishMembers(
      runtime,
      cls,
      Object.entries(members).map(([key, value]) => [key, typeof value === "number" ? BigInt(value) : value]),
      { file: "", at: 0 },
    );
    return cls;
  }
  if (plain.split(" ").includes(name) && name !== "Any") {
    const cls = nativeClass(name, module, [object(runtime)]);
    cls.construct = (call) => giveUp("unknown-value", `an instance of ${module}.${name}`, placeOf(call));
    return cls;
  }
  if (other.split(" ").includes(name) || name === "Any")
    return new Unknown(
      { code: "unknown-value", message: `${module}.${name} cannot be followed`, file: "", at: 0 },
      `${module}.${name}`,
    );
  return undefined;
}

/** What is known of a module of a library; undefined when nothing is. */
function knownModule(runtime: Executor, name: string): LibraryModule | undefined {
  const library = libraryOf(runtime);
  const known = library.modules.get(name);
  if (known !== undefined) return known;
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined;
  const entry = Object.hasOwn(facts, name) ? facts[name] : undefined;
  if (maker === undefined && entry === undefined && !packages.has(name)) return undefined;
  const made = new LibraryModule(
    maker?.(runtime, library) ?? {},
    (asked) =>
      library.blocks.get(`${name}.${asked}`) ??
      (entry === undefined ? undefined : fromFacts(runtime, name, entry, asked)),
  );
  if (runtime.isShared) made.seal();
  library.modules.set(name, made);
  return made;
}

/**
 * A module of a library that is known: {@link missingModule} where it is known not to exist, undefined where nothing is known.
 * What it holds is shared by all files; the module itself, whose names a file may change, is the file's own.
 */
export function libraryModuleNamed(
  runtime: Executor,
  name: string,
): Module | typeof missingModule | undefined {
  const known = runtime.libraryModules.get(name);
  if (known !== undefined) return known;
  const shared = knownModule(runtime, name);
  if (shared === undefined) return isMissing(name) ? missingModule : undefined;
  const module = new Module(name);
  if (name === "sys")
    for (const [key, value] of Object.entries(sysNames(runtime, runtime.searchPath, runtime.pythonMinor)))
      module.names.set(key, value);
  module.missing = (asked) => {
    const value = shared.find(asked);
    if (value !== undefined && !(value instanceof Module)) return value;
    const inner = libraryModuleNamed(runtime, value instanceof Module ? value.name : `${name}.${asked}`);
    return inner === missingModule ? undefined : inner;
  };
  runtime.libraryModules.set(name, module);
  return module;
}

/** Public modules of Prefect and Python are all known; what is not among them does not exist. */
function isMissing(name: string): boolean {
  const parts = name.split(".");
  return (
    parts[0] === "prefect" &&
    !parts.some((part) => part.startsWith("_") || part === "server" || part === "testing" || part === "cli")
  );
}

/** Whether a top level module is one that Prefect itself has loaded, so that no file of the project can take its place. */
export function isLoaded(name: string): boolean {
  return loadedModules.has(name);
}

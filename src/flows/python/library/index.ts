import type { Executor } from "../evaluation/execute.ts";
import { functionalNamedTuple } from "../classes/named-tuple.ts";
import { functionalTypedDict } from "../classes/typed-dict.ts";
import { Class, Module, type Value } from "../values/value.ts";
import { dataclassNames } from "./dataclasses.ts";
import { enumNames } from "./enum.ts";
import { libraryModule, type Names } from "./library.ts";
import { flowNames, taskNames } from "./prefect-flow.ts";
import { pydanticDataclassNames, pydanticNames } from "./pydantic.ts";
import { makeAbc, typingNames, type SharedClasses } from "./typing.ts";

interface Library {
  readonly modules: Map<string, Module>;
  readonly shared: SharedClasses;
  readonly typing: Names;
  readonly prefect: Names;
  readonly pydantic: Names;
}

const libraries = new WeakMap<Executor, Library>();

function libraryOf(runtime: Executor): Library {
  const known = libraries.get(runtime);
  if (known !== undefined) return known;
  const shared: SharedClasses = { abc: makeAbc(runtime), collections: new Map() };
  const typing = typingNames(runtime, shared);
  const tuple = typing["NamedTuple"];
  if (tuple instanceof Class) tuple.construct = (call) => functionalNamedTuple(runtime, tuple, call, true);
  const dict = typing["TypedDict"];
  if (dict instanceof Class) dict.construct = (call) => functionalTypedDict(runtime, dict, call);
  const made: Library = { modules: new Map(), shared, typing, prefect: { ...flowNames(runtime), ...taskNames(runtime) }, pydantic: pydanticNames(runtime) };
  libraries.set(runtime, made);
  return made;
}

const makers: Readonly<Record<string, (runtime: Executor, library: Library) => Names>> = {
  typing: (_, library) => library.typing,
  typing_extensions: (runtime, library) => {
    const dict = library.typing["TypedDict"];
    const own = new Class("TypedDict", dict instanceof Class ? dict.bases : [], "typing_extensions");
    own.flavour = "typed-dict";
    own.construct = (call) => functionalTypedDict(runtime, own, call);
    return { ...library.typing, TypedDict: own };
  },
  "collections.abc": (_, library) => Object.fromEntries(library.shared.abc),
  enum: (runtime) => enumNames(runtime),
  dataclasses: (runtime) => dataclassNames(runtime),
  pydantic: (_, library) => library.pydantic,
  "pydantic.fields": (_, library) => library.pydantic,
  "pydantic.main": (_, library) => library.pydantic,
  "pydantic.dataclasses": (runtime) => pydanticDataclassNames(runtime),
  prefect: (_, library) => library.prefect,
  "prefect.flows": (_, library) => library.prefect,
  "prefect.tasks": (_, library) => library.prefect,
};

/** A module of a library that is known: "missing" where it is known not to exist, undefined where nothing is known. */
export function libraryModuleNamed(runtime: Executor, name: string): Value | "missing" | undefined {
  const library = libraryOf(runtime);
  const known = library.modules.get(name);
  if (known !== undefined) return known;
  const maker = Object.hasOwn(makers, name) ? makers[name] : undefined;
  if (maker === undefined) return undefined;
  const module = libraryModule(name, maker(runtime, library));
  library.modules.set(name, module);
  return module;
}

/** Whether a top level module is one that Prefect itself has loaded, so that no file of the project can take its place. */
export function isLibrary(name: string, what: "loaded"): boolean {
  return what === "loaded" && Object.hasOwn(makers, name);
}

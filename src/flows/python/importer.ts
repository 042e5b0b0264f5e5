import { absoluteName } from "./absolute-name.ts";
import type { Stmt } from "./ast.ts";
import { attributeTexts } from "./attribute-texts.ts";
import { store } from "./evaluation/scope.ts";
import type { Interpreter } from "./interpreter.ts";
import { isLoaded, libraryModuleNamed, missingModule } from "./library/index.ts";
import type { ParsedFile, Files } from "./project-files.ts";
import { relativeFolder } from "./relative-folder.ts";
import { isInstallable } from "./is-installable.ts";
import { giveUp, PyRaise, unknown, type Place } from "./runtime.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { List, Module, Unknown, type Class, type Scope, type Value } from "./values/value.ts";

type ImportStatement = Extract<Stmt, { k: "Import" | "ImportFrom" }>;

/** Finds and runs the modules of a project as Python's import system would. */
export class Importer {
  private readonly interpreter: Interpreter;
  private readonly files: Files;
  private readonly modules = new Map<string, Value>();
  private readonly texts = new Map<Module, string>();
  /** Folders below which modules are looked for, relative to the project's folder. */
  readonly searchPath: List;
  /** Whether the project is a distribution with its packages below `src/`; looked up when it is needed. */
  private hasSource: boolean | undefined;
  /** Every file of the project that was read. */
  readonly seen = new Set<string>();

  constructor(interpreter: Interpreter, files: Files) {
    this.interpreter = interpreter;
    this.files = files;
    this.searchPath = interpreter.searchPath;
  }

  /** Makes the module of an entry file and adds the folders in which it looks for others. */
  entry(file: ParsedFile): Module {
    const slash = file.path.lastIndexOf("/");
    const folder = slash < 0 ? "" : file.path.slice(0, slash);
    const name = file.path.slice(slash + 1, -3);
    this.searchPath.items.push(this.absolute(folder), this.absolute(""));
    const module = this.prepare(name, file, [folder, ""]);
    this.modules.set(name, module);
    return module;
  }

  /** A module of a file's text that nothing else can import. */
  stranger(name: string, file: ParsedFile): Module {
    const slash = file.path.lastIndexOf("/");
    const folder = slash < 0 ? "" : file.path.slice(0, slash);
    const parent = folder.includes("/") ? folder.slice(0, folder.lastIndexOf("/")) : "";
    this.searchPath.items.unshift(this.absolute(folder), this.absolute(parent));
    const module = new Module(name, file.path);
    this.texts.set(module, file.text);
    module.names.set("__name__", name);
    return module;
  }

  private absolute(path: string): string {
    return path === "" ? this.interpreter.root : `${this.interpreter.root}/${path}`;
  }

  private prepare(name: string, file: ParsedFile, folders: readonly string[] | undefined): Module {
    const module = new Module(name, file.path);
    this.seen.add(file.path);
    this.texts.set(module, file.text);
    module.names.set("__name__", name);
    module.names.set("__file__", this.absolute(file.path));
    module.names.set("__doc__", null);
    const dot = name.lastIndexOf(".");
    module.names.set("__package__", folders === undefined ? name.slice(0, Math.max(0, dot)) : name);
    if (folders !== undefined)
      module.names.set("__path__", new List(folders.map((folder) => this.absolute(folder))));
    const [head] = file.statements;
    const isDocstring =
      head?.k === "Expr" && head.value.k === "Const" && typeof head.value.value === "string";
    if (isDocstring && typeof head.value.value === "string") module.names.set("__doc__", head.value.value);
    for (const statement of file.statements) {
      if (
        statement.k === "ImportFrom" &&
        statement.module === "__future__" &&
        statement.names.some(({ name: feature }) => feature === "annotations")
      ) {
        module.names.set(" future-annotations", true);
      }
    }
    return module;
  }

  /** The source of a module of the project. */
  textOf(module: Module): string | undefined {
    return this.texts.get(module);
  }

  /** The module that a file is. */
  moduleOfFile(path: string): Module | undefined {
    for (const module of this.texts.keys()) if (module.file === path) return module;
    return undefined;
  }

  /** The `__name__` of the module that a file is. */
  nameOfFile(path: string): string | undefined {
    return this.moduleOfFile(path)?.name;
  }

  /** Strings below the fields of a class, by field. */
  attributeTexts(cls: Class): ReadonlyMap<string, string> {
    const statements = cls.file === undefined ? undefined : this.files.parse(cls.file)?.statements;
    return attributeTexts(statements ?? [], cls.at);
  }

  loaded(name: string): Module | undefined {
    const module = this.modules.get(name);
    return module instanceof Module ? module : undefined;
  }

  /** Imports a module by its full name. */
  load(name: string, place: Place): Value {
    const known = this.modules.get(name);
    if (known !== undefined) return known;
    const parts = name.split(".");
    const [top = ""] = parts;
    if (parts.length > 1) {
      const parent = this.load(parts.slice(0, -1).join("."), place);
      if (parent instanceof Unknown) return this.remember(name, new Unknown(parent.doubt, name));
      if (
        parent instanceof Module &&
        parent.file === undefined &&
        parent.names.get("__path__") === undefined
      ) {
        const inner = this.library(name, place);
        if (!(inner instanceof Unknown)) parent.names.set(parts.at(-1) ?? "", inner);
        return inner;
      }
      const found =
        parent instanceof Module
          ? this.inFolders(parent.names.get("__path__"), parts.at(-1) ?? "", name, place)
          : undefined;
      if (found === undefined)
        return this.interpreter.raise("ModuleNotFoundError", `No module named '${name}'`, place);
      if (parent instanceof Module) parent.names.set(parts.at(-1) ?? "", found);
      return found;
    }
    if (isLoaded(top)) return this.library(name, place);
    return (
      this.inFolders(this.searchPath, top, name, place) ??
      this.installed(name, place) ??
      this.library(name, place)
    );
  }

  /** A package of the project below `src/`, which is on the search path once the project is installed. */
  private installed(name: string, place: Place): Value | undefined {
    this.hasSource ??= isInstallable(this.files);
    if (!this.hasSource || libraryModuleNamed(this.interpreter, name) !== undefined) return undefined;
    return this.inFolders(new List([this.absolute("src")]), name, name, place);
  }

  private remember(name: string, value: Value): Value {
    this.modules.set(name, value);
    return value;
  }

  private library(name: string, place: Place): Value {
    const module = libraryModuleNamed(this.interpreter, name);
    if (module === missingModule)
      return this.interpreter.raise("ModuleNotFoundError", `No module named '${name}'`, place);
    return this.remember(
      name,
      module ?? unknown("unknown-package", `${name} is not part of the project`, place, name),
    );
  }

  private inFolders(
    folders: Value | undefined,
    name: string,
    fullName: string,
    place: Place,
  ): Value | undefined {
    // No file can have a longer name, and asking for one is an error of its own.
    if (!(folders instanceof List) || Buffer.byteLength(name) > 240) return undefined;
    for (const folder of folders.items) {
      if (folder instanceof Unknown) return folder;
      if (typeof folder !== "string") continue;
      const relative = relativeFolder(this.interpreter.root, folder);
      if (relative === undefined) continue;
      const base = relative === "" ? name : `${relative}/${name}`;
      const asPackage = this.parse(`${base}/__init__.py`, place);
      if (asPackage !== undefined) return this.start(fullName, asPackage, [base]);
      const asFile = this.parse(`${base}.py`, place);
      if (asFile !== undefined) return this.start(fullName, asFile, undefined);
      if (this.files.isFolder(base)) {
        const namespace = new Module(fullName);
        namespace.names.set("__path__", new List([this.absolute(base)]));
        namespace.names.set("__name__", fullName);
        return this.remember(fullName, namespace);
      }
    }
    return undefined;
  }

  private parse(path: string, place: Place): ParsedFile | undefined {
    try {
      return this.files.parse(path);
    } catch (thrown) {
      if (thrown instanceof SyntaxProblem)
        return this.interpreter.raise("SyntaxError", `${path} is not valid Python: ${thrown.message}`, place);
      throw thrown;
    }
  }

  private start(name: string, file: ParsedFile, folders: readonly string[] | undefined): Module {
    const module = this.prepare(name, file, folders);
    this.modules.set(name, module);
    try {
      this.interpreter.run(module, file.statements);
    } catch (thrown) {
      this.modules.delete(name);
      throw thrown;
    }
    return module;
  }

  /** Runs an import statement. */
  statement(statement: ImportStatement, scope: Scope): void {
    const file = scope.module.file ?? scope.module.name;
    if (statement.k === "Import") {
      for (const { name, asName, at } of statement.names) {
        const place = { file, at };
        const module = this.load(name, place);
        const [top = name] = name.split(".");
        store(scope, asName ?? top, asName === undefined && top !== name ? this.load(top, place) : module);
      }
      return;
    }
    if (statement.module === "__future__" && statement.level === 0) return;
    const place = { file, at: statement.at };
    const module = this.load(absoluteName(this.interpreter, statement, scope, place), place);
    for (const { name, asName, at } of statement.names) {
      if (name === "*") this.importAll(module, scope, { file, at });
      else store(scope, asName ?? name, this.member(module, name, { file, at }));
    }
  }

  private member(module: Value, name: string, place: Place): Value {
    if (module instanceof Unknown)
      return new Unknown({ ...module.doubt, ...place }, `${module.path ?? ""}.${name}`);
    const found = this.interpreter.findAttribute(module, name, place);
    if (found !== undefined) return found;
    if (module instanceof Module) {
      if (module.names.has("__path__")) {
        const inner = this.attemptModule(`${module.name}.${name}`, place);
        if (inner !== undefined) return inner;
      }
      if (module.file === undefined && !module.names.has("__path__")) {
        const inner = libraryModuleNamed(this.interpreter, `${module.name}.${name}`);
        if (inner !== undefined && inner !== missingModule) return inner;
      }
      if (module.doubt !== undefined) return new Unknown(module.doubt);
    }
    return this.interpreter.raise(
      "ImportError",
      `cannot import name '${name}' from '${module instanceof Module ? module.name : ""}'`,
      place,
    );
  }

  private attemptModule(name: string, place: Place): Value | undefined {
    try {
      return this.load(name, place);
    } catch (thrown) {
      if (
        thrown instanceof PyRaise &&
        thrown.value.cls.name === "ModuleNotFoundError" &&
        thrown.message.includes(`'${name}'`)
      )
        return undefined;
      throw thrown;
    }
  }

  private importAll(module: Value, scope: Scope, place: Place): void {
    if (!(module instanceof Module)) {
      scope.module.doubt ??= module instanceof Unknown ? { ...module.doubt, ...place } : undefined;
      return;
    }
    if (module.file === undefined && module.missing !== undefined)
      giveUp("unknown-value", `all names of ${module.name}`, place);
    const all = module.names.get("__all__");
    const names =
      all instanceof List
        ? all.items.filter((item): item is string => typeof item === "string")
        : [...module.names.keys()].filter((name) => !name.startsWith("_") && !name.startsWith(" "));
    for (const name of names) store(scope, name, this.interpreter.getAttribute(module, name, place));
    scope.module.doubt ??= module.doubt;
  }
}

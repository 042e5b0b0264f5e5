import { isSecretName } from "../../util/secret-name.ts";
import type { Expr, Stmt } from "./ast.ts";
import { finishers } from "./classes/finishers.ts";
import { makeClass } from "./classes/class-statement.ts";
import { parametriseModel } from "./classes/parametrise-model.ts";
import { findAttribute, getAttribute } from "./evaluation/attributes.ts";
import { callValue } from "./evaluation/call.ts";
import { evaluate } from "./evaluation/evaluate.ts";
import type { Executor } from "./evaluation/executor.ts";
import { executeAll } from "./evaluation/execute.ts";
import { moduleScope } from "./evaluation/scope.ts";
import { setAttribute } from "./evaluation/set-attribute.ts";
import type { Importer } from "./importer.ts";
import { builtinClasses } from "./library/builtin-classes.ts";
import { builtinNames } from "./library/builtins.ts";
import { constructBuiltins } from "./library/construct-builtins.ts";
import { Doubtful, giveUp, PyRaise, unknown, type Place } from "./runtime.ts";
import { SyntaxProblem } from "./syntax-problem.ts";
import { instanceOf } from "./types/instance-of.ts";
import { typeName } from "./values/basics.ts";
import { getItem, iterate, setItem } from "./values/collections.ts";
import { seal } from "./values/seal.ts";
import {
  Class,
  Instance,
  List,
  Module,
  Singleton,
  Tuple,
  Unknown,
  type Arguments,
  type Scope,
  type Value,
} from "./values/value.ts";

const mostSteps = 3_000_000;

/** What the interpreter is told about the world around the project. */
export interface World {
  /** Absolute path of the project's folder. */
  readonly root: string;
  /** A variable of the environment that the code would see; undefined when the environment is not known. */
  readonly env: ((name: string) => string | undefined) | undefined;
  readonly importer: (interpreter: Interpreter) => Importer;
  /** The 11 of Python 3.11. */
  readonly pythonMinor: number;
  readonly parseText: (text: string) => Expr;
}

/** Follows Python code as far as it can be followed without running it. */
export class Interpreter implements Executor {
  readonly pythonMinor: number;
  readonly isShared: boolean;
  private readonly classes = builtinClasses();
  private readonly builtins = new Map<string, Value>();
  /** What belongs to the file that is being read; begun anew for each. */
  private world: World;
  importer: Importer;
  searchPath = new List([]);
  libraryModules = new Map<string, Module>();
  private changedEnvironment = new Map<string, string>();
  private steps = 0;
  private pinned: Place | undefined;
  /** Set by whoever derives the flows' parameters. */
  onFlow: ((flow: Instance, place: Place) => void) | undefined;

  /** With `isShared` its builtins and libraries serve many files, one after another, and cannot be changed by any. */
  constructor(world: World, isShared: boolean) {
    this.world = world;
    this.pythonMinor = world.pythonMinor;
    this.isShared = isShared;
    for (const [name, cls] of this.classes)
      if (!["function", "NoneType", "module", "generator", "ellipsis"].includes(name))
        this.builtins.set(name, cls);
    constructBuiltins(this);
    for (const [name, cls] of this.classes)
      if (cls.flavour === "exception") cls.construct = (call) => this.exception(name, call);
    for (const [name, value] of Object.entries(builtinNames(this))) this.builtins.set(name, value);
    const environmentError = this.classes.get("OSError");
    if (environmentError !== undefined)
      for (const alias of ["IOError", "EnvironmentError"]) this.builtins.set(alias, environmentError);
    for (const name of ["Generic", "Protocol"]) {
      const cls = new Class(name, [this.builtinClass("object")], "typing");
      cls.flavour = name === "Protocol" ? "protocol" : "opaque";
      cls.data.set("generic", true);
      this.extraClasses.set(name, cls);
    }
    if (isShared) seal(...this.classes.values(), ...this.builtins.values(), ...this.extraClasses.values());
    this.importer = world.importer(this);
  }

  /** Begins with another file: nothing of the one before is left. */
  begin(world: World): void {
    this.world = world;
    this.searchPath = new List([]);
    this.libraryModules = new Map();
    this.changedEnvironment = new Map();
    this.steps = 0;
    this.pinned = undefined;
    this.onFlow = undefined;
    this.importer = world.importer(this);
  }

  get root(): string {
    return this.world.root;
  }

  private readonly extraClasses = new Map<string, Class>();

  private exception(name: string, call: Arguments): Value {
    const asked = call.kwargs.get(" cls");
    const instance = new Instance(asked instanceof Class ? asked : this.builtinClass(name));
    instance.attributes.set("args", new Tuple(call.args));
    return instance;
  }

  readonly step = (place: Place): void => {
    if (++this.steps > mostSteps) giveUp("too-much-work", "following the code takes too many steps", place);
  };

  readonly builtin = (name: string): Value | undefined => this.builtins.get(name);

  readonly builtinClass = (name: string): Class => {
    const found = this.classes.get(name) ?? this.extraClasses.get(name);
    if (found === undefined) throw new TypeError(`no builtin class ${name}`);
    return found;
  };

  readonly classOf = (value: Value): Class => {
    if (value instanceof Instance) return value.cls;
    if (value instanceof Singleton) return this.builtinClass("object");
    const name = typeName(value);
    return (
      this.classes.get(name === "builtin_function_or_method" ? "function" : name) ??
      this.builtinClass("object")
    );
  };

  readonly call = (fn: Value, call: Arguments): Value =>
    callValue(this, fn, this.pinned === undefined ? call : { ...call, ...this.pinned });
  readonly getAttribute = (object: Value, name: string, place: Place): Value =>
    getAttribute(this, object, name, place);
  readonly findAttribute = (object: Value, name: string, place: Place): Value | undefined =>
    findAttribute(this, object, name, place);
  readonly setAttribute = (object: Value, name: string, value: Value, place: Place): void => {
    setAttribute(this, object, name, value, place);
  };
  readonly setItem = (container: Value, key: Value, value: Value, place: Place): void => {
    setItem(this, container, key, value, place);
  };
  readonly getItem = (container: Value, key: Value, place: Place): Value =>
    getItem(this, container, key, place);
  readonly moduleAt = (place: Place): Module =>
    this.importer.moduleOfFile(place.file) ?? new Module(place.file);
  readonly evaluate = (expression: Expr, scope: Scope): Value => evaluate(this, expression, scope);
  readonly iterate = (value: Value, place: Place): Value[] => iterate(this, value, place);
  readonly isInstance = (value: Value, type: Value, place: Place): boolean =>
    instanceOf(this, value, type, place);
  readonly makeClass = (statement: Extract<Stmt, { k: "Class" }>, scope: Scope): Value =>
    makeClass(this, statement, scope, finishers);
  readonly parametrise = (base: Class, args: readonly Value[], place: Place): Value | undefined =>
    base.flavour === "model" ? parametriseModel(this, base, args, place) : undefined;

  readonly annotation = (expression: Expr, scope: Scope): Value => {
    if (!scope.module.names.has(" future-annotations")) return evaluate(this, expression, scope);
    const text = this.importer.textOf(scope.module)?.slice(expression.at, expression.end);
    return (
      text ??
      unknown("unknown-value", "an annotation without its text", {
        file: scope.module.name,
        at: expression.at,
      })
    );
  };

  readonly evaluateText = (text: string, scope: Scope, place: Place): Value => {
    let expression: Expr;
    try {
      expression = this.world.parseText(text);
    } catch (thrown) {
      if (thrown instanceof SyntaxProblem) return this.raise("SyntaxError", thrown.message, place);
      throw thrown;
    }
    const before = this.pinned;
    this.pinned ??= place;
    try {
      return evaluate(this, expression, scope);
    } finally {
      this.pinned = before;
    }
  };

  readonly evaluateForward = (text: string, scope: Scope, place: Place, missing: () => Error): Value => {
    try {
      return this.evaluateText(text, scope, place);
    } catch (thrown) {
      if (thrown instanceof PyRaise && thrown.value.cls.name === "NameError") throw missing();
      throw thrown;
    }
  };

  readonly raise = (type: string, message: string, place: Place): never => {
    const instance = new Instance(this.builtinClass(type));
    instance.attributes.set("args", new Tuple([message]));
    throw new PyRaise(instance, message, this.pinned ?? place);
  };

  readonly environment = (name: string, place: Place): string | undefined => {
    const changed = this.changedEnvironment.get(name);
    if (changed !== undefined) return changed;
    if (this.world.env === undefined)
      return giveUp("unknown-environment", `the environment variable ${name}`, place);
    const value = this.world.env(name);
    // What is read here is shown, kept and sent to Prefect.
    if (value !== undefined && isSecretName(name))
      return giveUp("unknown-environment", `the environment variable ${name}, which holds a secret`, place);
    return value;
  };

  readonly setEnvironment = (name: string, value: string): void => {
    this.changedEnvironment.set(name, value);
  };

  readonly importModule = (name: string, place: Place): Value => this.importer.load(name, place);

  readonly moduleOf = (name: string): Module | undefined => this.importer.loaded(name);

  readonly callerModule = (place: Place): string => this.importer.nameOfFile(place.file) ?? place.file;

  readonly pythonAtLeast = (minor: number): boolean => this.world.pythonMinor >= minor;
  readonly attributeTexts = (cls: Class): ReadonlyMap<string, string> => this.importer.attributeTexts(cls);

  readonly flowMade = (flow: Instance, place: Place): void => {
    this.onFlow?.(flow, place);
  };

  readonly importStatement = (
    statement: Extract<Stmt, { k: "Import" | "ImportFrom" }>,
    scope: Scope,
  ): void => {
    this.importer.statement(statement, scope);
  };

  /** Runs the code of a module; exceptions of Python go up. */
  run(module: Module, statements: readonly Stmt[]): void {
    executeAll(this, statements, moduleScope(module));
  }

  /** Evaluates something of which exceptions and doubts alike make an unknown value. */
  attempt(make: () => Value, place: Place): Value {
    try {
      return make();
    } catch (thrown) {
      if (thrown instanceof Doubtful) return new Unknown(thrown.doubt);
      if (thrown instanceof PyRaise)
        return unknown("import-fails", `${thrown.value.cls.name}: ${thrown.message}`, place);
      throw thrown;
    }
  }
}

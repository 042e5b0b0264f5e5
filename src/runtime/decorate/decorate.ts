import { isDeepStrictEqual } from "node:util";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import { stableJson } from "../../util/stable-json.ts";
import { currentScope } from "../context/scope.ts";
import { wrapAsFlow, wrapAsTask } from "../define/methods.ts";
import { configureSession } from "./configure-session.ts";
import {
  readDecorateOptions,
  type DecorateOptions,
  type Decoration,
  type Integration,
} from "./decorate-options.ts";
import { classesOf, integrationOf } from "./integration-of.ts";

type Method = (...input: readonly unknown[]) => unknown;

/** The same with every method asynchronous: what is asynchronous already stays as it is. */
export type Decorated<Target> = Target extends new (...input: infer Input) => infer Instance
  ? new (...input: Input) => Decorated<Instance>
  : {
      readonly [Key in keyof Target]: Target[Key] extends (...input: infer Input) => infer Result
        ? (...input: Input) => Promise<Awaited<Result>>
        : Target[Key];
    };

/** Written for people, not for Prefect. */
const quiet: ReadonlySet<string> = new Set(["constructor", "log", "notify"]);
const decorated = Symbol.for("meta-prefect.decorated");

/**
 * Makes the public methods of an existing class, or of one instance of it, flows and tasks, without a change in its
 * source: those of runners and pipelines are flows, those of components are tasks. What an instance holds of its own
 * (`this.pipeline`) is decorated with it. `this` and arguments are kept, and an instance is never a parameter.
 *
 * In a component's method, other components' methods are no tasks of their own. A failing task is not run again.
 *
 * @throws MetaPrefectError `invalid-flow` when nothing says what an instance is, or for options that cannot be
 * @example
 * ```ts
 * import { decorate } from "meta-prefect/runtime";
 * class SalesRunner {
 *   async processData(day: string) {
 *     return day;
 *   }
 * }
 * const runner = decorate(new SalesRunner(), { prefect_settings: { PREFECT_API_URL: "http://127.0.0.1:4200/api" } });
 * await runner.processData("2026-01-31"); // a flow run
 * ```
 */
export function decorate<Target extends object>(
  target: Target,
  options: DecorateOptions = {},
): Decorated<Target> {
  const decoration = readDecorateOptions(options);
  configureSession(decoration);
  if (typeof target === "function") return decoratedClass(target, decoration) as never;
  decorateInstance(target, decoration, true);
  return target as Decorated<Target>;
}

/** A function as a method of this owner is decorated. @param owner an instance, which `this` becomes */
export function decorator<Input extends readonly unknown[], Result>(
  fn: (...input: Input) => Result,
  owner: object,
  options: DecorateOptions = {},
): (...input: Input) => Promise<Awaited<Result>> {
  const decoration = readDecorateOptions(options);
  configureSession(decoration);
  const wrapped = wrap(fn as unknown as Method, owner, kindOf(owner), decoration);
  return wrapped as (...input: Input) => Promise<Awaited<Result>>;
}

type Constructor = new (...input: never[]) => object;

/** A class of the same name whose instances are decorated when they have been made. */
function decoratedClass(base: Constructor, decoration: Decoration): Constructor {
  const made = class extends base {
    constructor(...input: never[]) {
      super(...input);
      decorateInstance(this, decoration, true);
    }
  };
  return Object.defineProperty(made, "name", { value: base.name });
}

function decorateInstance(instance: object, decoration: Decoration, isRoot: boolean): void {
  if (Object.hasOwn(instance, decorated)) return;
  const kind = isRoot ? kindOf(instance) : integrationOf(instance);
  if (kind === undefined) return;
  Object.defineProperty(instance, decorated, { value: true });
  if (isWanted(instance, kind, decoration)) {
    for (const [name, method] of methodsOf(instance)) {
      if (name.startsWith("_") || quiet.has(name) || name === decoration.decoratorMethod) continue;
      const value = wrap(method, instance, kind, decoration);
      Object.defineProperty(instance, name, { value, configurable: true, writable: true, enumerable: false });
    }
  }
  for (const held of Object.values(instance)) {
    if (typeof held === "object" && held !== null) decorateInstance(held as object, decoration, false);
  }
}

function kindOf(instance: object): Integration {
  const kind = integrationOf(instance);
  if (kind !== undefined) return kind;
  throw new MetaPrefectError("invalid-flow", `nothing says what ${instance.constructor.name} is`, {
    hint: 'give it integrationType = "runner", "pipeline" or "component", or a name that ends so',
  });
}

function isWanted(instance: object, kind: Integration, { types, classes }: Decoration): boolean {
  if (classes !== undefined) return classesOf(instance).some(({ name }) => classes.includes(name));
  return types.includes(kind);
}

function methodsOf(instance: object): ReadonlyMap<string, Method> {
  const methods = new Map<string, Method>();
  for (const { prototype } of classesOf(instance)) {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (typeof value === "function" && !methods.has(name)) methods.set(name, value as Method);
    }
  }
  return methods;
}

function wrap(method: Method, instance: object, kind: Integration, decoration: Decoration): Method {
  const plain: Method = (...input) => Reflect.apply(method, instance, input);
  const named = Object.defineProperties(plain, {
    name: { value: method.name },
    length: { value: method.length },
    toString: { value: () => Function.prototype.toString.call(method) },
  });
  if (decoration.flowTypes.includes(kind)) return wrapAsFlow(named, { ...decoration.flow });
  if (!decoration.taskTypes.includes(kind)) return plain;
  const cacheKey = (inputs: JsonObject): string | undefined => callKey(instance, method, inputs);
  const task = wrapAsTask(named, { ...(decoration.cacheTasks && { cacheKey }), ...decoration.task });
  return (...input) => (currentScope()?.task === undefined ? task(...input) : plain(...input));
}

/** The same call: of the same code, with the same arguments, on an instance that holds the same. Undefined: unlike any. */
function callKey(instance: object, method: Method, inputs: JsonObject): string | undefined {
  const state: Record<string, Json> = {};
  for (const [name, value] of Object.entries(instance)) {
    const json = asJson(value);
    if (json === undefined) return undefined;
    state[name] = json;
  }
  const source = Function.prototype.toString.call(method);
  return stableJson({ class: instance.constructor.name, source, inputs, state });
}

/** Undefined for what JSON would change. */
function asJson(value: unknown): Json | undefined {
  try {
    const json = JSON.parse(JSON.stringify(value)) as Json;
    return isDeepStrictEqual(json, value) ? json : undefined;
  } catch {
    return undefined;
  }
}

import type { Expr } from "./ast.ts";
import { cleanDoc, parameterTexts } from "./docstring.ts";
import { flowDefinitions } from "./flow-definitions.ts";
import { Fallback } from "./fallback.ts";
import { flowScopes, prepareParameters } from "./flow-parameters.ts";
import { Importer } from "./importer.ts";
import type { Files, ParsedFile } from "./project-files.ts";
import type { Interpreter, World } from "./interpreter.ts";
import { flowOptions, stored } from "./library/flow-options.ts";
import { Doubtful, PyRaise, type Place } from "./runtime.ts";
import { parameterSchema, type ParameterDoubt, type ParameterSchema } from "./schema/parameters.ts";
import { RejectedSchema, type Draft } from "./schema/core.ts";
import { refuse } from "./refuse-flow.ts";
import { signatureOf } from "./signature.ts";
import {
  BoundMethod,
  Class,
  Descriptor,
  Func,
  Instance,
  List,
  Module,
  Unknown,
  type Doubt,
  type Value,
} from "./values/value.ts";

/** What the source says of a flow. */
export interface FlowFacts {
  readonly name: string;
  readonly description: string | null;
  /** As written; null where Prefect would take a hash of the file. */
  readonly version: Value;
  readonly options: ReadonlyMap<string, Value>;
  readonly parameters: Draft;
  readonly doubts: readonly ParameterDoubt[];
  readonly place: Place;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

/** What stands at an entrypoint. */
export type Found =
  | { readonly kind: "flow"; readonly facts: FlowFacts; readonly files: ReadonlySet<string> }
  | { readonly kind: "missing"; readonly part: string; readonly candidates: readonly string[] }
  | { readonly kind: "not-a-flow"; readonly place: Place }
  | { readonly kind: "rejected"; readonly message: string; readonly place: Place }
  | { readonly kind: "unknown"; readonly doubt: Doubt };

/** The world that flows are read in. */
export interface ReadOptions {
  readonly root: string;
  readonly env: ((name: string) => string | undefined) | undefined;
  readonly pythonMinor: number;
  readonly files: Files;
  readonly parseText: (text: string) => Expr;
  readonly interpreter: (world: World) => Interpreter;
}

/** The flows of one file, after following its code once. */
export class FlowModule {
  readonly module: Module;
  readonly interpreter: Interpreter;
  /** The exception that importing the file raises. */
  readonly failure: Doubt | undefined;
  private readonly fallback: Fallback | undefined;
  private raised = false;
  /** The file in which each flow was made. */
  private readonly made = new Map<Instance, string>();

  private readonly statements: ParsedFile["statements"];

  constructor(file: ParsedFile, options: ReadOptions) {
    this.statements = file.statements;
    this.interpreter = options.interpreter({
      root: options.root,
      env: options.env,
      pythonMinor: options.pythonMinor,
      importer: (interpreter) => new Importer(interpreter, options.files),
      parseText: options.parseText,
    });
    this.interpreter.onFlow = (flow, place) => {
      this.made.set(flow, place.file);
      refuse(this.interpreter, flow, place);
    };
    this.module = this.interpreter.importer.entry(file);
    this.failure = this.run(file);
    this.fallback = this.raised ? new Fallback(this.interpreter, file) : undefined;
  }

  private run(file: ParsedFile): Doubt | undefined {
    try {
      this.interpreter.run(this.module, file.statements);
      return undefined;
    } catch (thrown) {
      if (thrown instanceof PyRaise) {
        this.raised = true;
        return {
          code: "import-fails",
          message: `importing the file raises ${thrown.value.cls.name}${thrown.message === "" ? "" : `: ${thrown.message}`}`,
          file: thrown.place.file,
          at: thrown.place.at,
        };
      }
      if (thrown instanceof Doubtful) return thrown.doubt;
      throw thrown;
    }
  }

  /** What Prefect derives of the loaded flow: with all names of its module as they are in the end. */
  private derive(flow: Instance, place: Place): ParameterSchema {
    const fn = flow.attributes.get("fn") ?? null;
    try {
      const signature = signatureOf(this.interpreter, fn, place);
      const doc = flow.attributes.get("__doc__");
      const texts = parameterTexts(typeof doc === "string" ? cleanDoc(doc) : null);
      const docDoubt = doc instanceof Unknown ? [{ doubt: doc.doubt }] : [];
      const parameters = prepareParameters(this.interpreter, signature);
      const schema = parameterSchema(this.interpreter, parameters, texts, flowScopes(this.interpreter));
      return {
        schema: schema.schema,
        doubts: [...signature.doubts.map((doubt) => ({ doubt })), ...docDoubt, ...schema.doubts],
      };
    } catch (thrown) {
      if (!(thrown instanceof Doubtful)) throw thrown;
      return {
        schema: { title: "Parameters", type: "object", properties: {}, required: [], definitions: {} },
        doubts: [{ doubt: thrown.doubt }],
      };
    }
  }

  /**
   * Names of the module that are flows of this file, methods as `Class.method`; each flow once. Where importing the file fails, those too
   * that are only written there.
   */
  flowNames(): string[] {
    const seen = new Set<Instance>();
    const out: string[] = [];
    const take = (name: string, value: Value): void => {
      const found = value instanceof Descriptor ? value.fn : value;
      if (!isFlow(found) || seen.has(found) || !this.isOwn(found)) return;
      seen.add(found);
      out.push(name);
    };
    for (const [name, value] of this.module.names) {
      if (name.startsWith(" ")) continue;
      take(name, value);
      if (value instanceof Class && value.file === this.module.file && value.scope?.module === this.module)
        for (const [member, inner] of value.names) take(`${name}.${member}`, inner);
    }
    if (this.failure !== undefined)
      out.push(...flowDefinitions(this.statements).filter((name) => !out.includes(name)));
    return out;
  }

  /** Whether a flow is made in this file, or of a function of this file. */
  private isOwn(flow: Instance): boolean {
    const func = functionOf(flow.attributes.get("fn") ?? null);
    return this.made.get(flow) === this.module.file || func?.scope.module.file === this.module.file;
  }

  /** What stands at a dotted name. */
  find(object: string): Found {
    const place = { file: this.module.file ?? "", at: 0 };
    if (this.fallback !== undefined) return this.findByFallback(this.fallback, object);
    let value: Value = this.module;
    for (const part of object.split(".")) {
      try {
        const next = this.interpreter.findAttribute(value, part, place);
        if (next === undefined) {
          if (this.failure !== undefined) return { kind: "unknown", doubt: this.failure };
          if (this.module.doubt !== undefined) return { kind: "unknown", doubt: this.module.doubt };
          return { kind: "missing", part, candidates: this.flowNames() };
        }
        value = next;
      } catch (thrown) {
        if (thrown instanceof Doubtful) return { kind: "unknown", doubt: thrown.doubt };
        if (thrown instanceof PyRaise)
          return { kind: "rejected", message: thrown.message, place: thrown.place };
        throw thrown;
      }
    }
    if (value instanceof Unknown) return { kind: "unknown", doubt: value.doubt };
    if (!isFlow(value))
      return this.failure === undefined
        ? { kind: "not-a-flow", place }
        : { kind: "unknown", doubt: this.failure };
    try {
      return { kind: "flow", facts: this.facts(value), files: this.interpreter.importer.seen };
    } catch (thrown) {
      if (thrown instanceof RejectedSchema || thrown instanceof PyRaise)
        return { kind: "rejected", message: thrown.message, place };
      throw thrown;
    }
  }

  /** Prefect's way out when importing the file raises; where that fails too, so does Prefect. */
  private findByFallback(fallback: Fallback, object: string): Found {
    const doubt = this.failure ?? {
      code: "import-fails",
      message: "importing the file fails",
      file: this.module.file ?? "",
      at: 0,
    };
    try {
      const value = fallback.find(object);
      if (value === undefined) return { kind: "rejected", message: doubt.message, place: doubt };
      if (value instanceof Unknown) return { kind: "unknown", doubt: value.doubt };
      return isFlow(value)
        ? { kind: "flow", facts: this.facts(value, true), files: this.interpreter.importer.seen }
        : { kind: "not-a-flow", place: doubt };
    } catch (thrown) {
      if (thrown instanceof RejectedSchema || thrown instanceof PyRaise)
        return { kind: "rejected", message: thrown.message, place: doubt };
      if (thrown instanceof Doubtful) return { kind: "unknown", doubt: thrown.doubt };
      throw thrown;
    }
  }

  private facts(flow: Instance, isFallback = false): FlowFacts {
    const doubts: ParameterDoubt[] = [];
    if (this.failure !== undefined && !isFallback) doubts.push({ doubt: this.failure });
    const made = flow.attributes.get(" doubts");
    if (made instanceof List)
      for (const item of made.items) if (item instanceof Unknown) doubts.push({ doubt: item.doubt });
    const description = flow.attributes.get("description") ?? null;
    if (description instanceof Unknown) doubts.push({ doubt: description.doubt });
    const version = flow.attributes.get("version") ?? null;
    if (version instanceof Unknown) doubts.push({ doubt: version.doubt });
    const name = flow.attributes.get("name") ?? null;
    const best = flow.attributes.get(" best-name");
    const schema = this.derive(flow, { file: this.module.file ?? "", at: 0 });
    const fn = flow.attributes.get("fn") ?? null;
    const func = functionOf(fn);
    return {
      name: typeof name === "string" ? name : typeof best === "string" ? best : "",
      description: typeof description === "string" ? description : null,
      version,
      options: new Map(flowOptions.map((option) => [option, flow.attributes.get(stored(option)) ?? null])),
      parameters: schema.schema,
      doubts: [...doubts, ...schema.doubts],
      place: {
        file: func?.scope.module.file ?? this.module.file ?? "",
        at: func === undefined ? 0 : func.node.k === "Function" ? func.node.nameAt : func.node.at,
      },
      isAsync: func?.isAsync === true,
      isGenerator: func?.isGenerator === true,
    };
  }
}

function functionOf(fn: Value): Func | undefined {
  if (fn instanceof Func) return fn;
  if (fn instanceof BoundMethod) return functionOf(fn.fn);
  if (fn instanceof Instance) return functionOf(fn.attributes.get("__wrapped__") ?? null);
  return undefined;
}

/** Whether a value is a flow. */
export function isFlow(value: Value): value is Instance {
  return value instanceof Instance && value.cls.data.get("is-flow") === true;
}

import { giveUp, placeOf, type Runtime } from "../runtime.ts";
import type { Draft } from "../schema/core.ts";
import { Class, Instance, type Arguments, type Value } from "../values/value.ts";
import { blockFacts } from "./block-facts.ts";
import { nativeClass, type Names } from "./library.ts";

/** What is known of one of Prefect's own blocks; see `test/conformance/block_facts.py`. */
export interface BlockFacts {
  readonly module: string;
  readonly name: string;
  /** Where it can be imported from. */
  readonly paths: readonly string[];
  /** Its own name among the definitions. */
  readonly root: string;
  readonly definitions: Draft;
  /** What an instance without arguments is written as; null where there is none. */
  readonly dump: Draft | null;
  /** Fields that keep a given text as it is. */
  readonly kept: readonly string[];
  /** Whether it has no fields, so that a project's class may inherit from it. */
  readonly isBase: boolean;
}

/** The block classes by the paths that they can be imported from. */
export function blockClasses(runtime: Runtime, pydantic: Names): ReadonlyMap<string, Class> {
  const model = pydantic["BaseModel"];
  const block = nativeClass(
    "Block",
    "prefect.blocks.core",
    [model instanceof Class ? model : runtime.builtinClass("object")],
    (call) => giveUp("unknown-value", "an instance of Block", placeOf(call)),
    "model",
  );
  block.config = new Map<string, Value>([["extra", "allow"]]);
  block.data.set("block", true);
  const out = new Map<string, Class>();
  for (const path of ["core", "abstract", "system", "webhook"])
    out.set(`prefect.blocks.${path}.Block`, block);
  for (const facts of blockFacts) {
    const cls = nativeClass(facts.name, facts.module, [block], undefined, "model");
    cls.config = block.config;
    cls.data.set("fixed", facts);
    cls.construct = (call) => instance(cls, facts, call);
    for (const path of facts.paths) out.set(path, cls);
  }
  return out;
}

function instance(cls: Class, facts: BlockFacts, call: Arguments): Value {
  const made = new Instance(cls);
  for (const [name, value] of call.kwargs) {
    if (typeof value !== "string" || !facts.kept.includes(name) || facts.dump === null)
      return giveUp("unknown-value", `an instance of ${facts.module}.${facts.name}`, placeOf(call));
    made.attributes.set(name, value);
  }
  return facts.dump === null || call.args.length > 0
    ? giveUp("unknown-value", `an instance of ${facts.module}.${facts.name}`, placeOf(call))
    : made;
}

function isFacts(value: unknown): value is BlockFacts {
  return typeof value === "object" && value !== null && "definitions" in value;
}

/** The facts of one of Prefect's own blocks; undefined for other classes. */
export function factsOfBlock(cls: Class): BlockFacts | undefined {
  const facts = cls.data.get("fixed");
  return isFacts(facts) ? facts : undefined;
}

/** Whether a class is a block. */
export function isBlock(cls: Class): boolean {
  return cls.mro.some((base) => base.data.get("block") === true);
}

import type { BlockSpec, BlockTypeSpec, ObservedBlock } from "../../interfaces/block.ts";
import type { Component } from "../../interfaces/component.ts";
import type { CompareContext, Comparison, Finding, LedgerEntry } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import { didYouMean } from "../../util/did-you-mean.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";
import { rememberedNames } from "../declared-fields.ts";
import { isOurs } from "../is-ours.ts";
import { ownershipFinding } from "../ownership-finding.ts";
import type { ObservedBlockType } from "../block-type/driver.ts";
import { schemaOf } from "../block-type/schema-of.ts";
import type { BlockStep } from "./apply.ts";
import { schemaFindings } from "./schema-findings.ts";
import { leavesIn, masked, replaceLeaves } from "./secret-leaves.ts";

/** Compares a declared block with the document of that name. Pure: its secrets were compared when it was read. */
export function compareBlock(
  { name, spec }: Component<string, BlockSpec>,
  observed: ObservedBlock | undefined,
  context: CompareContext,
): Comparison {
  const own = context.component(`block-type:${spec.type}`) as Component<string, BlockTypeSpec> | undefined;
  const ownType = own?.external === true ? undefined : own;
  const at = spec.location === undefined ? {} : { location: spec.location };
  if (ownType === undefined && observed?.typeId === undefined) {
    const near = didYouMean(spec.type, observed?.knownTypes ?? []);
    const finding: Finding = {
      code: "unknown-block-type",
      message: `Prefect has no block type ${spec.type}, which block ${name} is of`,
      hint: `${near === undefined ? "" : `did you mean ${near}? Else `}register it (\`prefect block register -m MODULE\`), or declare it with its schema as a block type`,
      ...at,
    };
    return { action: "refuse", diagnostics: [finding] };
  }
  const schema = ownType === undefined ? observed?.schema?.fields : schemaOf(ownType.spec);
  const findings = [
    ...(schema === undefined ? [] : schemaFindings(spec, schema, context.checker)),
    ...Object.entries(observed?.unavailable ?? {}).map(([path, { message, hint }]): Finding => ({
      code: "secret-unavailable",
      message: `field ${path} of block ${name}: ${message}`,
      ...(hint !== undefined && { hint }),
      ...at,
    })),
  ];
  if (findings.length > 0) return { action: "refuse", diagnostics: findings };

  const ledger: LedgerEntry = { f: Object.keys(spec.fields) };
  const step = { type: spec.type, block: spec.block, fields: spec.fields };
  if (observed?.exists !== true) {
    return {
      action: "create",
      fields: Object.entries(spec.fields).map(([path, value]) => ({ path, want: shown(value) })),
      step: { ...step, do: "create" } satisfies BlockStep,
      ledger: { before: ledger, after: ledger },
    };
  }
  const ours = isOurs(observed.id, context.ledger);
  if (!ours) {
    const thing = { kind: "block", name, owner: context.claimedBy };
    const ifUnowned = "declare it as external, if another project or environment of yours makes it";
    const refusal = ownershipFinding({ ...thing, ifUnowned, ifForeign: ifUnowned }, context);
    if (refusal !== undefined) return { action: "refuse", diagnostics: [{ ...refusal, ...at }] };
  }
  const have = withRecognised(spec.fields, observed, context.ledger);
  const set = Object.keys(spec.fields).filter((field) => !equalJson(spec.fields[field], have[field]));
  const drop = rememberedNames(context.ledger).filter((field) => !(field in spec.fields) && field in have);
  const migrate = ownType !== undefined && needsMigration(ownType, observed, context);
  const kept = { ...ledger, i: observed.id, ...remembered(context.ledger) };
  if (ours && set.length + drop.length === 0 && !migrate) return { action: "none", ledger: kept };
  const names = [...new Set([...rememberedNames(context.ledger), ...Object.keys(spec.fields)])];
  return {
    action: ours ? "update" : "adopt",
    fields: [
      ...set.map((field) => change(field, have[field], spec.fields[field])),
      ...drop.map((field) => change(field, have[field], undefined)),
      ...(migrate ? [{ path: "schema", have: "another", want: "the declared one" }] : []),
    ],
    step: { ...step, do: "update", id: observed.id, set, drop, migrate } satisfies BlockStep,
    ledger: { before: { ...kept, f: names }, after: { ...ledger, i: observed.id } },
  };
}

/** Digests of secrets that Prefect does not show, and when they were written. */
function remembered(ledger: LedgerEntry | undefined): JsonObject {
  const { s: digests, u: updated } = ledger ?? {};
  return { ...(digests !== undefined && { s: digests }), ...(updated !== undefined && { u: updated }) };
}

/** What Prefect has; a secret that it does not show is the declared one when the ledger has its digest. */
function withRecognised(
  fields: JsonObject,
  observed: ObservedBlock,
  ledger: LedgerEntry | undefined,
): JsonObject {
  const known = isObject(ledger?.["s"]) ? ledger["s"] : {};
  const untouched = ledger?.["u"] === observed.updated;
  const recognised = [...leavesIn(fields)].filter(
    ([path]) => untouched && observed.digests[path] !== undefined && known[path] === observed.digests[path],
  );
  return recognised.reduce<JsonObject>(
    (have, [path, leaf]) => withLeaf(have, path.split("."), leaf),
    observed.fields,
  );
}

function withLeaf(have: JsonObject, [key = "", ...rest]: readonly string[], leaf: JsonObject): JsonObject {
  const inner = have[key];
  return { ...have, [key]: rest.length === 0 ? leaf : withLeaf(isObject(inner) ? inner : {}, rest, leaf) };
}

function needsMigration(type: Component, observed: ObservedBlock, context: CompareContext): boolean {
  const known = context.observed(`block-type:${type.name}`) as ObservedBlockType | undefined;
  return known?.schemaId !== observed.schemaId;
}

function change(path: string, have: Json | undefined, want: Json | undefined): FieldChange {
  return {
    path,
    ...(have !== undefined && { have: shown(have) }),
    ...(want !== undefined && { want: shown(want) }),
  };
}

/** A value as a plan may show it: a secret by where it is found, and one that is written out not at all. */
function shown(value: Json): Json {
  return replaceLeaves(value, (leaf) => ("$plain" in leaf ? masked : leaf));
}

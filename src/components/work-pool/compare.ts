import type { TemplatePatch, WorkPoolSpec } from "../../interfaces/component.ts";
import type { CompareContext, Comparison, LedgerEntry, Owner } from "../../interfaces/driver.ts";
import type { Json, JsonObject } from "../../interfaces/json.ts";
import type { FieldChange } from "../../interfaces/plan.ts";
import type { ApiWorkPool } from "../../interfaces/prefect-api.ts";
import { candidatesHint } from "../../util/did-you-mean.ts";
import { ownerInDescription } from "../../util/ownership.ts";
import { equalJson, isObject } from "../../util/stable-json.ts";
import { compareDeclared, rememberedNames } from "../declared-fields.ts";
import { markedDescription } from "../marked-description.ts";
import { describedOwnershipFinding } from "../ownership-finding.ts";
import { atPath, patched, withPath, type ObservedPool } from "./template.ts";
import { unreferencedFindings } from "./unreferenced.ts";

const defaults: JsonObject = { concurrency_limit: null, is_paused: false };

/** What stood at a patched path before us: a list with the value, or empty when there was nothing. */
type Originals = Readonly<Record<string, readonly Json[]>>;

/** Compares a declared pool with the one of that name. Pure. */
export function comparePool(
  name: string,
  spec: WorkPoolSpec,
  observed: ObservedPool | undefined,
  context: CompareContext,
): Comparison {
  const pool = observed?.pool;
  if (pool === undefined) return creation(name, spec, observed, context.owner);
  if (pool.type !== spec.type) {
    const hint = "the type of a pool cannot change: delete the pool, or choose another name";
    const message = `work pool ${name} has type ${pool.type}, not ${spec.type}`;
    return { action: "refuse", diagnostics: [{ code: "type-change", message, hint }] };
  }
  const owner = ownerInDescription(pool.description);
  const refusal = describedOwnershipFinding({ kind: "work pool", name, owner }, context);
  if (refusal !== undefined) return { action: "refuse", diagnostics: [refusal] };

  const description = markedDescription(spec.description, pool.description, context.owner, context.ledger);
  const have = {
    concurrency_limit: pool.concurrency_limit,
    is_paused: pool.is_paused,
    description: pool.description,
  };
  const fields = compareDeclared({ ...declared(spec), description }, have, defaults, context.ledger);
  if (spec.baseJobTemplate === undefined && context.ledger?.["t"] === true)
    return backToDefault(spec, pool, fields, context.ledger);
  const template = compareTemplate(spec, startOf(pool, observed?.defaultTemplate), context.ledger);
  const unreferenced = unreferencedFindings(name, spec, template.want);
  if (unreferenced.length > 0) return { action: "refuse", diagnostics: unreferenced };
  const originals = { ...originalsIn(context.ledger), ...template.originals };
  const kept = Object.fromEntries(
    (spec.templatePatches ?? []).map(({ path }) => [keyOf(path), originals[keyOf(path)] ?? []]),
  );
  const ledger = entryOf(spec, kept);
  if (fields.length + template.changes.length === 0) return { action: "none", ledger };
  const body = {
    ...Object.fromEntries(fields.map(({ path, want }) => [path, want])),
    ...(template.changes.length > 0 && { base_job_template: template.want }),
  };
  const before = {
    f: [...new Set([...rememberedNames(context.ledger), ...rememberedNames(ledger)])],
    ...(spec.baseJobTemplate !== undefined && { t: true }),
    p: originals,
  };
  return {
    action: owner === undefined ? "adopt" : "update",
    fields: [...fields, ...template.changes],
    step: { do: "patch", body },
    ledger: { before, after: ledger },
  };
}

function creation(
  name: string,
  spec: WorkPoolSpec,
  { defaultTemplate, knownTypes = [] }: Partial<ObservedPool> = {},
  owner: Owner,
): Comparison {
  const base = spec.baseJobTemplate ?? defaultTemplate;
  if (base === undefined) {
    const hint = `${candidatesHint(spec.type, knownTypes)}; else give it a base job template`;
    const message = `the server has no default template for work pools of type ${JSON.stringify(spec.type)}`;
    return { action: "refuse", diagnostics: [{ code: "unknown-worker-type", message, hint }] };
  }
  const patches = spec.templatePatches ?? [];
  const unreferenced = unreferencedFindings(name, spec, patched(base, patches));
  if (unreferenced.length > 0) return { action: "refuse", diagnostics: unreferenced };
  const originals = Object.fromEntries(patches.map(({ path }) => [keyOf(path), originalAt(base, path)]));
  const ledger = entryOf(spec, originals);
  const body = {
    type: spec.type,
    description: markedDescription(spec.description, null, owner, undefined),
    base_job_template: patched(base, patches),
    ...declared(spec),
  };
  return {
    action: "create",
    fields: [{ path: "type", want: spec.type }],
    step: { do: "create", body },
    ledger: { before: ledger, after: ledger },
  };
}

/** The template that a pool of ours will have; undefined when only the deploy looks it up. */
export function plannedTemplate(
  spec: WorkPoolSpec,
  { pool, defaultTemplate }: ObservedPool,
  ledger: LedgerEntry | undefined,
): JsonObject | undefined {
  const isReset = pool !== undefined && spec.baseJobTemplate === undefined && ledger?.["t"] === true;
  const start = pool === undefined || isReset ? defaultTemplate : startOf(pool, defaultTemplate);
  const before = pool === undefined || isReset ? undefined : ledger;
  if (spec.baseJobTemplate === undefined && (start === undefined || Object.keys(start).length === 0))
    return undefined;
  return compareTemplate(spec, start ?? {}, before).want;
}

/** A whole template that is no longer declared gives way to the default one, which `apply` looks up. */
function backToDefault(
  spec: WorkPoolSpec,
  { base_job_template: have }: ApiWorkPool,
  fields: readonly (FieldChange & { readonly want: Json })[],
  ledger: LedgerEntry,
): Comparison {
  const body = Object.fromEntries(fields.map(({ path, want }) => [path, want]));
  const patches = (spec.templatePatches ?? []).map(({ path, value }) => ({ path: [...path], value }));
  const after = entryOf(spec, Object.fromEntries(patches.map(({ path }) => [keyOf(path), []])));
  return {
    action: "update",
    fields: [...fields, { path: "base_job_template", have, want: `the default one of ${spec.type}` }],
    step: { do: "reset", type: spec.type, body, patches },
    ledger: { before: ledger, after: { ...after, ...(patches.length > 0 && { d: true }) } },
  };
}

/** What the ledger holds after a pool went back to the default template: now it is known what the patches cover. */
export function withDefaultOriginals(
  entry: LedgerEntry,
  defaultTemplate: JsonObject | undefined,
): LedgerEntry {
  const { d: reset, ...rest } = entry;
  if (reset !== true || defaultTemplate === undefined) return rest;
  const keys = Object.keys(originalsIn(entry));
  return {
    ...rest,
    p: Object.fromEntries(keys.map((key) => [key, originalAt(defaultTemplate, pathOf(key))])),
  };
}

function compareTemplate(
  spec: WorkPoolSpec,
  have: JsonObject,
  ledger: LedgerEntry | undefined,
): { readonly want: JsonObject; readonly changes: readonly FieldChange[]; readonly originals: Originals } {
  if (spec.baseJobTemplate !== undefined) {
    const want = patched(spec.baseJobTemplate, spec.templatePatches ?? []);
    const changes = equalJson(want, have) ? [] : [{ path: "base_job_template", have, want }];
    return { want, changes, originals: {} };
  }
  const patches = spec.templatePatches ?? [];
  const wanted = new Set(patches.map(({ path }) => keyOf(path)));
  const restored = Object.entries(originalsIn(ledger))
    .filter(([key]) => !wanted.has(key))
    .map(([key, [value]]) => ({ path: pathOf(key), value }));
  const set: readonly { readonly path: readonly string[]; readonly value: Json | undefined }[] = [
    ...restored,
    ...patches,
  ];
  const differing = set.filter(({ path, value }) => !equalJson(atPath(have, path), value));
  return {
    want: differing.reduce((template, { path, value }) => withPath(template, path, value), have),
    changes: differing.map(({ path, value }) => {
      const before = atPath(have, path);
      return {
        path: `base_job_template.${path.join(".")}`,
        ...(before !== undefined && { have: before }),
        ...(value !== undefined && { want: value }),
      };
    }),
    originals: Object.fromEntries(
      patches
        .filter(({ path }) => !(keyOf(path) in originalsIn(ledger)))
        .map(({ path }) => [keyOf(path), originalAt(have, path)]),
    ),
  };
}

function declared(spec: WorkPoolSpec): JsonObject {
  return {
    ...(spec.concurrencyLimit !== undefined && { concurrency_limit: spec.concurrencyLimit }),
    ...(spec.paused !== undefined && { is_paused: spec.paused }),
  };
}

/** An empty template is what a pool has before its first worker; patches need a whole one. */
function startOf(
  { base_job_template: template }: ApiWorkPool,
  defaultTemplate: JsonObject | undefined,
): JsonObject {
  return Object.keys(template).length === 0 ? (defaultTemplate ?? template) : template;
}

function entryOf(spec: WorkPoolSpec, originals: Originals): LedgerEntry {
  const names = [...Object.keys(declared(spec)), ...(spec.description === undefined ? [] : ["description"])];
  return {
    f: names,
    ...(spec.baseJobTemplate !== undefined && { t: true }),
    ...(Object.keys(originals).length > 0 && { p: originals }),
  };
}

function originalsIn(ledger: LedgerEntry | undefined): Originals {
  const originals = ledger?.["p"];
  if (!isObject(originals)) return {};
  return Object.fromEntries(
    Object.entries(originals).filter((pair): pair is [string, readonly Json[]] => Array.isArray(pair[1])),
  );
}

function originalAt(template: JsonObject, path: TemplatePatch["path"]): readonly Json[] {
  const value = atPath(template, path);
  return value === undefined ? [] : [value];
}

/** A path as one text, as a JSON pointer writes it. */
function keyOf(path: TemplatePatch["path"]): string {
  return path.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1")).join("/");
}

function pathOf(key: string): TemplatePatch["path"] {
  return key.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

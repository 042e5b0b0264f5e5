import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Comparison, Driver, Orphan } from "../interfaces/driver.ts";
import type { Build, Change, LedgerNote, OwnedComponent, Plan } from "../interfaces/plan.ts";
import type { SchemaChecker } from "../interfaces/ports.ts";
import { componentKey } from "../util/component-key.ts";
import { equalJson } from "../util/stable-json.ts";
import { ledgerEntry } from "./ledger.ts";
import type { Observation } from "./observe.ts";

/** What the user allows. */
export interface PlanOptions {
  /** Take over things that exist and are nobody's. @default false */
  readonly adopt?: boolean | undefined;
  /** Delete what is ours and no longer declared. @default false */
  readonly prune?: boolean | undefined;
}

/** Compares what is wanted with what there is. Pure. */
export function makePlan(
  build: Build,
  { observed, ledgers, orphans }: Observation,
  drivers: ReadonlyMap<string, Driver>,
  checker: SchemaChecker,
  options: PlanOptions = {},
): Plan {
  const components = new Map(build.components.map(({ component }) => [componentKey(component), component]));
  const changes: Change[] = [];
  const notes: LedgerNote[] = [];
  const diagnostics: Diagnostic[] = [...build.diagnostics];
  let unchanged = 0;
  for (const owned of build.components) {
    const { component, owner, location } = owned;
    const key = componentKey(component);
    const driver = drivers.get(component.kind);
    if (driver === undefined) continue;
    if (component.external === true) {
      if (isMissing(observed.get(key))) diagnostics.push(missing(owned, build));
      continue;
    }
    const ledger = ledgerEntry(ledgers.get(owner.environment), key);
    const comparison = driver.compare(component, observed.get(key), {
      owner,
      adopt: options.adopt ?? false,
      ledger,
      observed: (other) => observed.get(other),
      component: (other) => components.get(other),
      checker,
    });
    if (comparison.action === "refuse") {
      diagnostics.push(
        ...comparison.diagnostics.map((finding) => ({
          severity: "error" as const,
          ...(location !== undefined && { location }),
          ...finding,
        })),
      );
    } else if (comparison.action === "none") {
      unchanged += 1;
      if (comparison.ledger !== undefined && !equalJson(comparison.ledger, ledger)) {
        notes.push({ key, owner, entry: comparison.ledger });
      }
    } else {
      changes.push(changeOf({ component, owner }, comparison));
    }
  }
  if (options.prune === true) changes.push(...deletions(orphans, changes));
  return {
    changes,
    unchanged,
    orphans: orphans.map(({ kind, name, owner }) => ({ kind, name, owner })),
    notes,
    diagnostics,
  };
}

function changeOf(
  { component, owner }: OwnedComponent,
  comparison: Extract<Comparison, { action: "create" | "update" | "adopt" }>,
): Change {
  const { action, fields, step, ledger } = comparison;
  const { kind, name } = component;
  return { action, kind, name, owner, fields, step, ledger, requires: component.requires.map(componentKey) };
}

/** Deployments first; what they stood on goes only when everything before has succeeded. */
function deletions(orphans: readonly Orphan[], changes: readonly Change[]): readonly Change[] {
  const toDelete = (orphan: Orphan, requires: readonly string[]): Change => ({
    action: "delete",
    kind: orphan.kind,
    name: orphan.name,
    owner: orphan.owner,
    fields: [],
    requires,
    step: orphan.step,
    ledger: { before: {}, after: null },
  });
  const deployments = orphans
    .filter((orphan) => orphan.kind === "deployment")
    .map((orphan) => toDelete(orphan, []));
  const before = [...changes, ...deployments].map(componentKey);
  const rest = orphans
    .filter((orphan) => orphan.kind !== "deployment")
    .map((orphan) => toDelete(orphan, before));
  return [...deployments, ...rest];
}

function missing({ component, location: ownPlace }: OwnedComponent, build: Build): Diagnostic {
  const user = build.components.find(({ component: other }) =>
    other.requires.some((needed) => componentKey(needed) === componentKey(component)),
  );
  const spec = user?.component.spec as { readonly location?: Diagnostic["location"] } | undefined;
  const location = user?.location ?? spec?.location ?? ownPlace;
  return problem("missing-external", `there is no ${component.kind} ${component.name}`, {
    ...(location !== undefined && { location }),
    hint: `make it first, or let a recipe make it (${user?.component.name ?? "a deployment"} needs it)`,
  });
}

function isMissing(observed: unknown): boolean {
  return (
    observed === undefined ||
    (typeof observed === "object" && observed !== null && "exists" in observed && observed.exists === false)
  );
}

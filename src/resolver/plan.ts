import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { Comparison, Driver, Orphan } from "../interfaces/driver.ts";
import type { Build, Change, LedgerNote, OwnedComponent, Plan } from "../interfaces/plan.ts";
import type { SchemaChecker } from "../interfaces/ports.ts";
import { componentKey } from "../util/component-key.ts";
import { didYouMean } from "../util/did-you-mean.ts";
import { equalJson } from "../util/stable-json.ts";
import { compareContexts } from "./compare-contexts.ts";
import { deletions } from "./deletions.ts";
import { isMissing } from "./is-missing.ts";
import { ledgerEntry } from "./ledger.ts";
import type { Observation } from "./observe.ts";
import { withSpecDigest } from "./spec-digest.ts";

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
  observation: Observation,
  drivers: ReadonlyMap<string, Driver>,
  checker: SchemaChecker,
  options: PlanOptions = {},
): Plan {
  const { observed, ledgers, orphans } = observation;
  const contextOf = compareContexts(build, observation, checker, options.adopt ?? false);
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
    const context = contextOf(component, owner);
    const comparison = driver.compare(component, observed.get(key), context);
    const [severity, findings] =
      comparison.action === "refuse"
        ? (["error", comparison.diagnostics] as const)
        : (["warning", comparison.warnings ?? []] as const);
    diagnostics.push(
      ...findings.map((finding) => ({ severity, ...(location !== undefined && { location }), ...finding })),
    );
    if (comparison.action === "refuse") continue;
    if (comparison.action === "none") {
      unchanged += 1;
      const entry = comparison.ledger && withSpecDigest(comparison.ledger, component);
      if (entry !== undefined && !equalJson(entry, context.ledger)) notes.push({ key, owner, entry });
    } else {
      changes.push(changeOf({ component, owner }, comparison));
    }
  }
  const isProtected = ({ kind, name, owner }: Orphan): boolean =>
    ledgerEntry(ledgers.get(owner.environment), `${kind}:${name}`)?.["k"] === 1;
  const replaced = new Set(changes.map(({ replaces }) => replaces));
  const left = orphans.filter((orphan) => !replaced.has(componentKey(orphan)));
  if (options.prune === true) {
    changes.push(
      ...deletions(
        left.filter((orphan) => !isProtected(orphan)),
        changes,
      ),
    );
  }
  return {
    changes,
    unchanged,
    orphans: left.map((orphan) => {
      const { kind, name, owner } = orphan;
      return { kind, name, owner, ...(isProtected(orphan) && { protected: true }) };
    }),
    notes,
    diagnostics,
  };
}

function changeOf(
  { component, owner }: OwnedComponent,
  comparison: Extract<Comparison, { action: "create" | "update" | "adopt" | "rename" }>,
): Change {
  const { action, fields, step, replaces } = comparison;
  const { ledger: said } = comparison;
  const ledger = said && { ...said, after: withSpecDigest(said.after, component) };
  const { kind, name } = component;
  const requires = component.requires.map(componentKey);
  return {
    ...{ action, kind, name, owner, fields, step, ledger, requires },
    ...(replaces !== undefined && { replaces }),
  };
}

function missing({ component, location: ownPlace }: OwnedComponent, build: Build): Diagnostic {
  const user = build.components.find(({ component: other }) =>
    other.requires.some((needed) => componentKey(needed) === componentKey(component)),
  );
  const spec = user?.component.spec as { readonly location?: Diagnostic["location"] } | undefined;
  const location = user?.location ?? spec?.location ?? ownPlace;
  const declared = build.components.filter(
    ({ component: other }) => other.kind === component.kind && other.external !== true,
  );
  const near = didYouMean(
    component.name,
    declared.map(({ component: other }) => other.name),
  );
  return problem("missing-external", `there is no ${component.kind} ${component.name}`, {
    ...(location !== undefined && { location }),
    hint: `${near === undefined ? "" : `did you mean ${near}? Else `}make it first, or let a recipe make it (${user?.component.name ?? "a deployment"} needs it)`,
  });
}

import { problem } from "../errors/diagnostics.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { LedgerEntry } from "../interfaces/driver.ts";
import type { LedgerNote, Plan } from "../interfaces/plan.ts";
import type { Project } from "../interfaces/project.ts";
import type { PlanOptions } from "../interfaces/options.ts";
import { ledgerEntry, ledgerKeys, type Ledger } from "../resolver/ledger.ts";
import { askedEnvironments } from "./read-whole-project.ts";

/** Under this key the ledger of an environment says when it ends. */
const key = "environment:expiry";

/** The part of its time that may have passed before an environment is given its time anew. */
const renewAfter = 0.1;

/** When an environment ends; undefined for one that stays. */
export function expiryOf(ledger: Ledger | undefined): Date | undefined {
  const at = ledgerEntry(ledger, key)?.["at"];
  return typeof at === "string" && !Number.isNaN(Date.parse(at)) ? new Date(at) : undefined;
}

/**
 * Adds to a plan that its environments end after `ttl` seconds. An environment that the project file names, or that was
 * deployed to stay, is refused: a time for it would be its end.
 */
export function withExpiry(
  plan: Plan,
  options: PlanOptions,
  ledgers: ReadonlyMap<string, Ledger>,
  project: Pick<Project, "name" | "environments">,
): Plan {
  const { ttl } = options;
  if (ttl === undefined) return plan;
  const names = askedEnvironments(options).flatMap((name) => name ?? []);
  const diagnostics: Diagnostic[] =
    names.length > 0
      ? names.flatMap((name) => refusal(name, ledgers.get(name), project))
      : [
          problem("not-ephemeral", "a time to live needs an environment of its own", {
            hint: "give --env, for example --env pr-123",
          }),
        ];
  const notes = names.flatMap((name) => renewal(name, ttl, ledgers.get(name), project.name));
  return { ...plan, notes: [...plan.notes, ...notes], diagnostics: [...plan.diagnostics, ...diagnostics] };
}

function refusal(
  name: string,
  ledger: Ledger | undefined,
  { environments = [] }: Pick<Project, "environments">,
): readonly Diagnostic[] {
  if (environments.includes(name)) {
    const hint = "leave --ttl out, or take another name: what the file names stays";
    return [problem("not-ephemeral", `the environment ${name} is one of the project file`, { hint })];
  }
  const stays = ledgerKeys(ledger).length > 0 && expiryOf(ledger) === undefined;
  if (!stays) return [];
  const hint = "leave --ttl out, or destroy it first";
  return [problem("not-ephemeral", `the environment ${name} was deployed to stay`, { hint })];
}

/** Nothing while most of the time is left: an unchanged deploy writes nothing. */
function renewal(
  environment: string,
  ttl: number,
  ledger: Ledger | undefined,
  project: string,
): readonly LedgerNote[] {
  const now = Date.now();
  const before = expiryOf(ledger);
  const same = ledgerEntry(ledger, key)?.["ttl"] === ttl;
  if (before !== undefined && same && before.getTime() - now > ttl * 1000 * (1 - renewAfter)) return [];
  const entry: LedgerEntry = { at: new Date(now + ttl * 1000).toISOString(), ttl };
  return [{ key, owner: { project, environment }, entry }];
}

import { hasErrors } from "../errors/diagnostics.ts";
import type { EphemeralEnvironment, GcOptions, GcResult } from "../interfaces/ephemeral.ts";
import { readLedgers } from "../resolver/ledger.ts";
import { connect } from "./connect.ts";
import { destroy } from "./destroy.ts";
import { expiryOf } from "./expiry.ts";
import { readWholeProject } from "./read-whole-project.ts";

/**
 * Destroys the environments of the project whose time is over. Doing it again is a success that does nothing; an
 * environment that was deployed to stay is never touched.
 */
export async function gc(options: GcOptions): Promise<GcResult> {
  const { project } = await readWholeProject({ ...options, selectors: [], modules: [] });
  const { api } = await connect(options, project.root, { mayStart: false, api: project.api });
  await api.version();
  const ledgers = await readLedgers(api, project.name);
  const now = new Date();
  const ephemeral = [...ledgers].flatMap(([environment, ledger]): EphemeralEnvironment[] => {
    const expires = expiryOf(ledger);
    if (expires === undefined) return [];
    return [{ environment, expires: expires.toISOString(), expired: expires <= now }];
  });
  ephemeral.sort((a, b) => (a.environment < b.environment ? -1 : 1));
  const environments = ephemeral.filter(({ expired }) => expired).map(({ environment }) => environment);
  const target = { root: project.root, project: project.name, environments, api: api.url };
  if (options.dryRun || environments.length === 0)
    return { target, ephemeral, outcomes: [], diagnostics: [] };
  const { environment: _, ...rest } = options;
  const done = await destroy({ ...rest, environments, confirm: () => Promise.resolve(true) });
  const diagnostics = hasErrors(done.diagnostics) ? done.diagnostics : [];
  return { target, ephemeral, outcomes: done.outcomes, diagnostics };
}

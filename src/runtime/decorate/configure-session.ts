import { makeSession, offerSession } from "../engine/open-session.ts";
import type { Decoration } from "./decorate-options.ts";

/**
 * Has flows of this process talk to the Prefect of a profile and settings. Environment variables win, as in Prefect
 * itself, and stderr says which. Processes that are started from here on get the same. Doing it twice is doing it once;
 * nothing is written to the profile.
 */
export function configureSession({ profile, settings }: Pick<Decoration, "profile" | "settings">): void {
  const { env } = process;
  const given = Object.entries(settings);
  const overridden = given.filter(([name, value]) => env[name] !== undefined && env[name] !== value);
  if (given.length === 0 && profile === "default") return;
  if (overridden.length > 0) {
    const names = overridden.map(([name]) => name).join(", ");
    process.stderr.write(`the environment overrides prefect_settings: ${names}\n`);
  }
  const named = profile === "default" ? {} : { PREFECT_PROFILE: profile };
  const whole: NodeJS.ProcessEnv = { ...named, ...settings, ...env };
  offerSession(() => makeSession(whole));
  for (const name of Object.keys({ ...named, ...settings })) env[name] ??= whole[name];
}

import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import { decorate, type Decorated } from "./decorate.ts";
import type { DecorateOptions } from "./decorate-options.ts";

const map = z.record(z.string(), z.string());
const shape = z.looseObject({ decorator: map.optional(), decorators: map.optional() });
const section = z.looseObject({ config: z.record(z.string(), z.unknown()).default({}) });
const known = "PrefectOrchestrator";

/**
 * Decorates as a configuration says, for example one that was read from YAML:
 *
 * ```yaml
 * decorator:
 *   orchestrator: PrefectOrchestrator
 * orchestrator:
 *   config: { prefect_profile: dev }
 * ```
 *
 * The key may be `decorators` as well.
 *
 * @throws MetaPrefectError `invalid-flow` when neither key is there, both are, or another class is named
 */
export function attach<Target extends object>(target: Target, configuration: unknown): Decorated<Target> {
  const parsed = shape.safeParse(configuration);
  const { decorator, decorators } = parsed.data ?? {};
  if (!parsed.success || (decorator ?? decorators) === undefined) {
    throw refused(
      "the configuration has no `decorator`",
      "write `decorator: { orchestrator: PrefectOrchestrator }`",
    );
  }
  if (decorator !== undefined && decorators !== undefined) {
    throw refused("the configuration has `decorator` and `decorators`", "they are the same: keep one");
  }
  const entries = Object.entries(decorator ?? decorators ?? {});
  const [[name, type] = ["", ""]] = entries;
  if (entries.length !== 1 || type !== known) {
    const given = entries.map(([, one]) => one).join(", ");
    throw refused(`the configuration names "${given}" as decorator`, `the only one is ${known}`);
  }
  const { config } = section.safeParse(parsed.data[name]).data ?? { config: {} };
  // Checked where they are used; a mistake is told there.
  return decorate(target, config as DecorateOptions);
}

function refused(message: string, hint: string): MetaPrefectError {
  return new MetaPrefectError("invalid-flow", message, { hint });
}

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { CallerOptions } from "../../interfaces/options.ts";

const setting = z.string().regex(/^PREFECT_[A-Z0-9_]+$/, "expected the name of a Prefect setting");
const settings = z.record(setting, z.union([z.string(), z.number(), z.boolean()]).transform(String));
const names = z.record(z.string(), z.string()).optional();
const shape = z.looseObject({ decorator: names, decorators: names });
const section = z.looseObject({
  config: z
    .looseObject({ prefect_profile: z.string().min(1).optional(), prefect_settings: settings.default({}) })
    .prefault({}),
});

/**
 * The caller as a configuration file of the orchestrator says it: its `prefect_profile` and `prefect_settings` choose the
 * Prefect. Environment variables win, as in Prefect itself.
 *
 * @param file relative to the caller's folder, or absolute
 * @throws MetaPrefectError `invalid-orchestration` when it cannot be read, or names no profile or setting where one belongs
 */
export async function configured(caller: CallerOptions, file: string): Promise<CallerOptions> {
  const found = await readSection(resolve(caller.directory, file), file);
  const { prefect_profile: profile, prefect_settings: given } = found;
  const chosen = profile === undefined || profile === "default" ? {} : { PREFECT_PROFILE: profile };
  return { ...caller, env: { ...chosen, ...given, ...caller.env } };
}

async function readSection(path: string, shown: string): Promise<z.output<typeof section>["config"]> {
  const { parse } = await import("yaml");
  let value: unknown;
  try {
    value = parse(await readFile(path, "utf8"));
  } catch (cause) {
    throw unusable(shown, cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : "", cause);
  }
  const whole = shape.safeParse(value ?? {});
  if (!whole.success) throw unusable(shown, z.prettifyError(whole.error).replaceAll("\n", " "));
  const { decorator, decorators = decorator ?? {} } = whole.data;
  // The section has the name that the file itself gives to the orchestrator.
  const [name = "orchestrator"] =
    Object.entries(decorators).find(([, type]) => type === "PrefectOrchestrator") ?? [];
  const result = section.safeParse(whole.data[name] ?? {});
  if (!result.success) throw unusable(shown, z.prettifyError(result.error).replaceAll("\n", " "));
  return result.data.config;
}

function unusable(file: string, why: string, cause?: unknown): MetaPrefectError {
  return new MetaPrefectError("invalid-orchestration", `the configuration ${file} cannot be used: ${why}`, {
    cause,
    hint: "write orchestrator: { config: { prefect_profile: NAME } }, or leave out -c",
  });
}

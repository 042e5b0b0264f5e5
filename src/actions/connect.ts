import { homedir } from "node:os";
import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import { findHealthyServer } from "../hosts/find-healthy-server.ts";
import { cacheFolder, dataFolder } from "../hosts/folders.ts";
import { createLocalServer, type LocalServer } from "../hosts/local-server.ts";
import { ensurePrefectEnvironment } from "../hosts/python-environment.ts";
import { readIfThere } from "../hosts/read-if-there.ts";
import type { ApiSettings } from "../interfaces/api-settings.ts";
import type { Diagnostic } from "../interfaces/diagnostic.ts";
import type { PrefectApi } from "../interfaces/prefect-api.ts";
import type { CallerOptions } from "../interfaces/options.ts";
import type { CommandLineOptions } from "../interfaces/repeat.ts";
import { createPrefectApi, type PrefectApiOptions } from "../prefect/create-prefect-api.ts";
import { packageVersion } from "./package-version.ts";
import { projectSettings } from "./project-settings.ts";
import { credentialsOf, type Credentials } from "../prefect/settings/credentials-of.ts";
import { resolveSettings, type PrefectSettings } from "../prefect/settings/resolve-settings.ts";
import { isLoopback } from "../util/is-loopback.ts";

/** A Prefect to talk to. */
export interface Connection {
  /** Stops waiting when the run is stopped: for reading. */
  readonly api: PrefectApi;
  /** Ends what it has begun: for writing. */
  readonly lasting: PrefectApi;
  /** Whether it runs on this machine. */
  readonly local: boolean;
  /** Settings, by Prefect's names, with which a child process reaches the same Prefect. */
  readonly settings: Readonly<Record<string, string>>;
  /** Where the credentials come from that it is asked with. @default it is asked without any */
  readonly credentials?: Credentials | undefined;
  readonly warnings: readonly Diagnostic[];
}

/**
 * Finds the Prefect that the project says, else the one that is configured, else a healthy one of this machine, else starts one where that is allowed.
 *
 * @throws MetaPrefectError `no-api`, and what starting a local Prefect throws
 */
export async function connect(
  options: CommandLineOptions,
  root: string,
  { mayStart, api }: { readonly mayStart: boolean; readonly api?: ApiSettings | undefined },
): Promise<Connection> {
  const settings = await resolveSettings({
    env: options.env,
    directory: root,
    homeDirectory: options.env["HOME"] ?? homedir(),
    readFile: readIfThere,
    ...(api !== undefined && { project: projectSettings(api, root, options.env) }),
  });
  const { warnings } = settings;
  if (settings.url !== undefined) {
    const { url } = settings;
    return {
      ...clients({ ...settings, url }, options),
      local: isLoopback(url),
      settings: forChildren(settings),
      credentials: credentialsOf({ ...settings, url }),
      warnings,
    };
  }
  const server = localServer(options);
  if ((await findHealthyServer(server.url)) === undefined) {
    if (!mayStart || !(options.interactive || options.local === true)) throw noApi(server.url);
    await server.start(options.signal);
  }
  return { ...clients({ url: server.url }, options), local: true, settings: {}, warnings };
}

function clients(
  settings: PrefectApiOptions,
  { signal, early }: CommandLineOptions,
): Pick<Connection, "api" | "lasting"> {
  const base = { ...settings, version: packageVersion(), early };
  return { api: createPrefectApi({ ...base, signal }), lasting: createPrefectApi(base) };
}

/** The Prefect that meta-prefect keeps on this machine, running or not. */
export function localServer({ env, reporter = () => undefined, signal }: CallerOptions): LocalServer {
  return createLocalServer({
    dataFolder: dataFolder(env),
    env,
    python: () => privatePython({ env, reporter, signal }),
    report: reporter,
  });
}

/** The interpreter of the private environment, which is made when it is missing. */
export async function privatePython({
  env,
  reporter = () => undefined,
  signal,
}: Pick<CallerOptions, "env" | "reporter" | "signal">): Promise<string> {
  const { python } = await ensurePrefectEnvironment({
    cacheFolder: cacheFolder(env),
    env,
    report: reporter,
    ...(signal !== undefined && { signal }),
  });
  return python;
}

/** The same connection in Prefect's own settings; secrets reach a child process only through its environment. */
function forChildren({ auth, headers, ca, insecure }: PrefectSettings): Readonly<Record<string, string>> {
  return {
    ...(auth?.type === "basic" && { PREFECT_API_AUTH_STRING: auth.value }),
    ...(auth?.type === "bearer" && { PREFECT_API_KEY: auth.value }),
    ...(Object.keys(headers).length > 0 && { PREFECT_CLIENT_CUSTOM_HEADERS: JSON.stringify(headers) }),
    ...(ca !== undefined && { PREFECT_API_SSL_CERT_FILE: ca }),
    ...(insecure && { PREFECT_API_TLS_INSECURE_SKIP_VERIFY: "true" }),
  };
}

function noApi(url: string): MetaPrefectError {
  return new MetaPrefectError("no-api", `no Prefect API is configured, and none answers at ${url}`, {
    hint: "set PREFECT_API_URL, choose a profile with `prefect profile use`, or start one here: `meta-prefect server start`, `meta-prefect deploy --local`",
  });
}

import { homedir } from "node:os";
import { createResultFiles, resultFolder } from "../../hosts/result-files.ts";
import { readIfThere } from "../../hosts/read-if-there.ts";
import { createRunApi } from "../../prefect/create-run-api.ts";
import { resolveSettings, type PrefectSettings } from "../../prefect/settings/resolve-settings.ts";
import { createPlainApi } from "../plain/plain-api.ts";
import { resultStorage } from "./result-storage.ts";
import { createResultStore } from "./result-store.ts";
import { createSession, type Session } from "./session.ts";

/** Turns the connection off: flows run as the functions that they are. */
const testMode = "PREFECT_TEST_MODE";

/** One for the whole process, whichever copies of this package are in it. */
interface Holder {
  session?: Promise<Session> | undefined;
  make?: () => Promise<Session>;
}

const key = Symbol.for("meta-prefect.session");
const place = globalThis as { [key]?: Holder | undefined };
const holder = (place[key] ??= {});

/** The session of this process: with the Prefect that is configured, or plain where none is, or in test mode. */
export function openSession(): Promise<Session> {
  return (holder.session ??= (holder.make ?? (() => makeSession(process.env)))());
}

/** Has the process's session made so, unless it has one already, or another way to make it. */
export function offerSession(make: () => Promise<Session>): void {
  holder.make ??= make;
}

/** Puts another session in the place of the process's own, and answers how to take it back. */
export function replaceSession(session: Session): () => void {
  const before = holder.session;
  holder.session = Promise.resolve(session);
  return () => {
    holder.session = before;
  };
}

/**
 * Makes the session that an environment asks for.
 *
 * @param signal aborted when the process is asked to end
 * @throws MetaPrefectError `invalid-prefect-settings`
 */
export async function makeSession(env: NodeJS.ProcessEnv, signal?: AbortSignal): Promise<Session> {
  const settings = await machineSettings(env);
  const { url } = settings;
  const isPlain = url === undefined || /^(1|true|t|yes|y|on)$/i.test(env[testMode] ?? "");
  const api = isPlain ? createPlainApi() : createRunApi({ ...settings, url });
  const own = createResultStore(createResultFiles(resultFolder(env)));
  const inBlock = resultStorage(api, env);
  const usual = env["PREFECT_RESULTS_DEFAULT_STORAGE_BLOCK"] ?? env["PREFECT_DEFAULT_RESULT_STORAGE_BLOCK"];
  return createSession({
    api,
    // Without a Prefect there are no blocks.
    results: (block = usual) =>
      block === undefined || block === "" || isPlain ? Promise.resolve(own) : inBlock(block),
    signal,
    heartbeatSeconds: heartbeat(env),
  });
}

/** The settings that Prefect itself would find here. @throws MetaPrefectError `invalid-prefect-settings` */
export function machineSettings(env: NodeJS.ProcessEnv, directory = process.cwd()): Promise<PrefectSettings> {
  return resolveSettings({
    env,
    directory,
    homeDirectory: env["HOME"] ?? homedir(),
    readFile: readIfThere,
  });
}

function heartbeat(env: NodeJS.ProcessEnv): number | undefined {
  const seconds = Number(
    env["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"] ?? env["PREFECT_RUNNER_HEARTBEAT_FREQUENCY"] ?? Number.NaN,
  );
  return seconds >= 1 ? seconds : undefined;
}

import type { CallerOptions } from "../interfaces/options.ts";
import type { ServerResult, ServerStatus } from "../interfaces/tool-results.ts";
import { localServer } from "./connect.ts";

/** Starts the local Prefect unless a healthy one is there. */
export async function startServer(options: CallerOptions): Promise<ServerResult> {
  const { started } = await localServer(options).start(options.signal);
  return { changed: started, server: await serverStatus(options) };
}

/** Stops the local Prefect if we started it. */
export async function stopServer(options: CallerOptions): Promise<ServerResult> {
  const changed = await localServer(options).stop();
  return { changed, server: await serverStatus(options) };
}

/** Says how the local Prefect stands. */
export async function serverStatus(options: CallerOptions): Promise<ServerStatus> {
  const { url, healthy, pid, logFile, database } = await localServer(options).status();
  const running = healthy !== undefined;
  return {
    running,
    url: running ? url : null,
    uiUrl: running ? url.replace(/\/api$/, "") : null,
    version: healthy?.version ?? null,
    pid: pid ?? null,
    logFile,
    dataFolder: database.replace(/[\\/][^\\/]*$/, ""),
  };
}

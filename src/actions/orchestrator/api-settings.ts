import type { CallerOptions } from "../../interfaces/options.ts";
import { readApiSettings } from "../../project/read-api-settings.ts";
import { connect, type Connection } from "../connect.ts";

/** The Prefect of the folder's project, else the configured one. */
export async function connection(caller: CallerOptions): Promise<Connection> {
  const { root, api } = await readApiSettings(caller);
  return connect(caller, root, { mayStart: false, api });
}

/** Settings, by Prefect's names, with which a container reaches the Prefect that is deployed to. */
export async function apiSettings(caller: CallerOptions): Promise<Readonly<Record<string, string>>> {
  const { api, settings } = await connection(caller);
  return { ...settings, PREFECT_API_URL: api.url };
}

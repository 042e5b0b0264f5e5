import type { ServerResult, ServerStatus } from "../../index.ts";
import { escape } from "./escape.ts";
import { table } from "./table.ts";

/** The local Prefect as it is. */
export function renderServer(server: ServerStatus): string {
  const rows = [
    ["state", server.running ? "running" : "not running"],
    ["version", server.version],
    ["ui", server.uiUrl],
    ["api", server.url],
    ["pid", server.pid === null ? null : String(server.pid)],
    ["log", server.logFile],
    ["data", server.dataFolder],
  ];
  return `${table(rows.flatMap(([name = "", text]) => (text ? [[name ?? "", escape(text)]] : []))).join("\n")}\n`;
}

/** What starting or stopping it did. */
export function renderServerResult({ changed, server }: ServerResult, wanted: "running" | "stopped"): string {
  const sentence =
    wanted === "running"
      ? changed
        ? "The local Prefect is started."
        : "The local Prefect runs already."
      : changed
        ? "The local Prefect is stopped; its data stays."
        : "The local Prefect does not run.";
  return wanted === "running" ? `${sentence}\n\n${renderServer(server)}` : `${sentence}\n`;
}

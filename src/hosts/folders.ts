import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { Environment } from "./environment.ts";

/**
 * Where rebuildable things lie, absolute: the private Python environments.
 *
 * `META_PREFECT_CACHE` names the folder itself; else it is `meta-prefect` in `XDG_CACHE_HOME`, `~/.cache`,
 * `~/Library/Caches` (macOS) or `LOCALAPPDATA` (Windows).
 */
export function cacheFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return folder(env, platform, {
    own: "META_PREFECT_CACHE",
    xdg: "XDG_CACHE_HOME",
    linux: ".cache",
    darwin: "Library/Caches",
    windows: "cache",
  });
}

/**
 * Where things lie that must last, absolute: the local server's database, pid files, logs and this machine's id.
 *
 * `META_PREFECT_DATA` names the folder itself; else it is `meta-prefect` in `XDG_DATA_HOME`, `~/.local/share`,
 * `~/Library/Application Support` (macOS) or `LOCALAPPDATA` (Windows).
 */
export function dataFolder(env: Environment, platform: NodeJS.Platform = process.platform): string {
  return folder(env, platform, {
    own: "META_PREFECT_DATA",
    xdg: "XDG_DATA_HOME",
    linux: ".local/share",
    darwin: "Library/Application Support",
    windows: "data",
  });
}

interface Places {
  readonly own: string;
  readonly xdg: string;
  readonly linux: string;
  readonly darwin: string;
  readonly windows: string;
}

function folder(env: Environment, platform: NodeJS.Platform, places: Places): string {
  const own = absolute(env[places.own]);
  if (own !== undefined) return own;
  const home = absolute(env["HOME"]) ?? homedir();
  if (platform === "win32") {
    const local = absolute(env["LOCALAPPDATA"]) ?? join(home, "AppData", "Local");
    return join(local, "meta-prefect", places.windows);
  }
  if (platform === "darwin") return join(home, places.darwin, "meta-prefect");
  return join(absolute(env[places.xdg]) ?? join(home, places.linux), "meta-prefect");
}

/** The XDG rules: an empty or relative path counts as unset. */
function absolute(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

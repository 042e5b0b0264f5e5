import { stat } from "node:fs/promises";
import type { FileHost } from "../interfaces/ports.ts";

/** The disk of this machine. */
export const fileHost: FileHost = {
  isFolder: async (path) => {
    try {
      return (await stat(path)).isDirectory();
    } catch {
      return false;
    }
  },
};

import { MetaPrefectError } from "../errors/meta-prefect-error.ts";
import type { StorageSpec } from "../interfaces/component.ts";
import type { Driver } from "../interfaces/driver.ts";

/** Local storage is a folder: it must be there, and nothing is written to it. */
export const storageDriver: Driver<StorageSpec, { readonly exists: boolean }> = {
  kind: "storage",
  observe: async (components, _project, { files }) => {
    const found = components.map(async ({ name, spec }) => {
      const exists = await files.isFolder(spec.path);
      return [`storage:${name}`, { exists }] as const;
    });
    return new Map(await Promise.all(found));
  },
  compare: ({ spec }, observed) => {
    if (observed?.exists === true) return { action: "none" };
    const message = `there is no folder ${spec.path}`;
    return {
      action: "refuse",
      diagnostics: [
        { code: "missing-folder", message, hint: "make it, or deploy from the project's folder" },
      ],
    };
  },
  apply: ({ name }) => {
    throw new MetaPrefectError("missing-folder", `storage ${name} is a folder and is never made`);
  },
};

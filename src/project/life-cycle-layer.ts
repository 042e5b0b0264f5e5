import type { Layer } from "../interfaces/flow-builder.ts";
import type { Origin } from "../interfaces/diagnostic.ts";
import type { EntryDeclaration } from "./schema.ts";

/** What an entry says of its deployment's life beside what it is: what may change, what it was called, that it stays. */
export function lifeCycleLayer(entry: EntryDeclaration, origin: Origin): readonly Layer[] {
  const { ignore_changes: ignoreChanges, renamed_from: renamedFrom, protect } = entry;
  const said = {
    ...(ignoreChanges !== undefined && { ignoreChanges }),
    ...(renamedFrom !== undefined && { renamedFrom }),
    ...(protect !== undefined && { protect }),
  };
  if (Object.keys(said).length === 0) return [];
  return [
    {
      builder: {
        name: "entry",
        requires: [],
        updateDeployment: (deployment) => ({
          ...deployment,
          ...said,
          ...(ignoreChanges !== undefined && {
            ignoreChanges: [...new Set([...(deployment.ignoreChanges ?? []), ...ignoreChanges])],
          }),
        }),
      },
      origin,
    },
  ];
}

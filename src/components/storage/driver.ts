import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";
import type { StorageSpec } from "../../interfaces/component.ts";
import type { Comparison, Driver, ObservedWorld } from "../../interfaces/driver.ts";
import type { S3StorageSpec, ObservedStorage } from "../../interfaces/storage.ts";
import { applyS3, compareS3, observeS3, type S3Step } from "./s3.ts";
import { emptyS3, locationIn } from "./s3-ledger.ts";

const prefix = "storage:";

/**
 * How storage is observed and written: a folder must be there, a branch is only asked for its commit, and a bucket gets
 * the states of the files that it lacks.
 */
export const storageDriver: Driver<StorageSpec, ObservedStorage> = {
  kind: "storage",
  observe: async (components, _project, world) => {
    const found = components.map(async ({ name, spec }) => [prefix + name, await look(spec, world)] as const);
    return new Map(await Promise.all(found));
  },
  compare: ({ spec }, observed): Comparison => {
    if (spec.type === "s3") return compareS3(spec, observed);
    if (spec.type === "git" || observed?.exists === true) return { action: "none" };
    const message = `there is no folder ${spec.path}`;
    const hint = "make it, or deploy from the project's folder";
    return { action: "refuse", diagnostics: [{ code: "missing-folder", message, hint }] };
  },
  apply: async ({ name, step }, context) => {
    if (!isS3Step(step))
      throw new MetaPrefectError("missing-folder", `storage ${name} is a folder and is never made`);
    return applyS3(step, context);
  },
  orphans: (wanted, owners, known, _world, entryOf) => {
    const names = known.filter((key) => key.startsWith(`${prefix}s3:`) && !wanted.has(key));
    return Promise.resolve(
      names.flatMap((key) =>
        owners.flatMap((owner) => {
          const location = locationIn(entryOf(owner, key));
          const name = key.slice(prefix.length);
          return location === undefined ? [] : [{ kind: "storage", name, owner, step: { ...location } }];
        }),
      ),
    );
  },
  remove: async ({ step }, { storage }) => {
    await emptyS3(step as unknown as Pick<S3StorageSpec, "bucket" | "prefix">, storage);
  },
};

async function look(spec: StorageSpec, world: ObservedWorld): Promise<ObservedStorage> {
  switch (spec.type) {
    case "local":
      return { exists: await world.files.isFolder(spec.path), values: {} };
    case "git":
      return { exists: true, values: { commit: await world.storage.commitOf(spec.repository, spec.branch) } };
    case "s3":
      return observeS3(spec, world.storage);
  }
}

function isS3Step(step: unknown): step is S3Step {
  return typeof step === "object" && step !== null && "spec" in step;
}

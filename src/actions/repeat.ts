import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { cacheFolder } from "../hosts/folders.ts";
import { watchRequests, type AnsweredRequest } from "../hosts/watch-requests.ts";
import { keepMemory, memoryFile, readMemory, type Settled } from "../hosts/run-memory.ts";
import { stampsOf } from "../hosts/stamps.ts";
import { watchInputs } from "../hosts/watch-inputs.ts";
import type { RepeatedRun, RunIdentity } from "../interfaces/repeat.ts";
import { isPlainRead, isRememberedRead, remembered, sendEarly } from "../prefect/early-reads.ts";

export type { CommandLineOptions, EarlyAnswers, RepeatedRun, Written } from "../interfaces/repeat.ts";

/** No memory is gone by for longer: a guard against what nobody thought of. In milliseconds. */
const longest = 24 * 60 * 60 * 1000;
/** A project that takes more has answers so large that asking for all in one burst is no kindness. */
const mostReads = 24;

/** Recalls the last run of the same command, and asks Prefect at once what that one asked. */
export function recall(
  { args, cwd, env, program, surroundings }: RunIdentity,
  signal: AbortSignal,
): RepeatedRun {
  const began = Date.now();
  const folder = cacheFolder(env);
  const who = [
    args,
    cwd,
    Object.entries(env).sort(),
    program,
    stampsOf([program]),
    process.version,
    surroundings,
  ];
  const file = memoryFile(folder, who);
  const memory = readMemory(file, isRememberedRead);
  const reads = sendEarly(memory?.reads ?? [], signal);
  const settled = settledAt(memory?.settled, began);
  const requests = watchRequests();
  const inputs = watchInputs();
  return {
    early: { take: reads.take, note: requests.note, looked: requests.looked },
    known: async () => (settled !== undefined && (await reads.areAsBefore()) ? settled.written : undefined),
    keep: (written, exitCode) => {
      const { asked, ahead, isAll } = requests.seen(isPlainRead);
      if (asked.length > mostReads) return;
      // What is cached there changes without changing anything.
      const seen = [...inputs.paths].filter(([path]) => path !== folder && dirname(path) !== folder);
      const paths = seen.map(([path]) => path).sort();
      const isWhole = isAll && asked.length > 0 && exitCode === 0 && !inputs.isMore();
      const isStill = isWhole && seen.every(([path, there]) => existsSync(path) === there);
      const stamps = isStill ? stampsOf(paths, began) : undefined;
      const next =
        stamps === undefined
          ? {
              reads: (isAll ? ahead : firstOfEachPath(ahead)).map(({ request }) => ({
                ...request,
                digest: "",
              })),
            }
          : { reads: asked.map(remembered), settled: { at: began, paths, stamps, written } };
      if (JSON.stringify(next) !== JSON.stringify(memory)) keepMemory(file, next);
    },
  };
}

/** A run that wrote has asked a second time, by name, for what was not there yet. */
function firstOfEachPath(asked: readonly AnsweredRequest[]): readonly AnsweredRequest[] {
  const first = new Map<string, AnsweredRequest>();
  for (const one of asked) if (!first.has(one.request.url)) first.set(one.request.url, one);
  return [...first.values()];
}

/** What a memory says, while all files are as it knows them. */
function settledAt(settled: Settled | undefined, now: number): Settled | undefined {
  if (settled === undefined || settled.at > now || settled.at < now - longest) return undefined;
  return stampsOf(settled.paths) === settled.stamps ? settled : undefined;
}

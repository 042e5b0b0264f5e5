import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "../hosts/folders.ts";
import { watchRequests, type AnsweredRequest } from "../hosts/watch-requests.ts";
import { keepMemory, memoryFile, readMemory, type Settled } from "../hosts/run-memory.ts";
import { isBefore, stampOf, stampsDigest, stampsOf } from "../hosts/stamps.ts";
import { watchInputs } from "../hosts/watch-inputs.ts";
import type { RepeatedRun, RunIdentity } from "../interfaces/repeat.ts";
import { isPlainRead, isRememberedRead, remembered, sendEarly, unsettled } from "../prefect/early-reads.ts";

export type { CommandLineOptions, EarlyAnswers, RepeatedRun, Written } from "../interfaces/repeat.ts";

/** No memory is gone by for longer: a guard against what nobody thought of. In milliseconds. */
const longest = 24 * 60 * 60 * 1000;
/** A project that takes more has answers so large that asking for all in one burst is no kindness. */
const mostReads = 24;
/** Whoever waits longer for Prefect wants to see that work is done. In milliseconds. */
const patience = 3_000;

/** Recalls the last run of the same command, and asks Prefect at once what that one asked. */
export function recall({ args, cwd, env, program, surroundings }: RunIdentity): RepeatedRun {
  const began = Date.now();
  const controller = new AbortController();
  const folder = cacheFolder(env);
  const who = [args, cwd, Object.entries(env).sort(), stampsOf(program), process.version, surroundings];
  const file = memoryFile(folder, who);
  const memory = readMemory(file, isRememberedRead);
  const reads = sendEarly(memory?.reads ?? [], controller.signal);
  const settled = settledAt(memory?.settled, began);
  const requests = watchRequests();
  const inputs = watchInputs();
  return {
    early: {
      since: memory?.reads.length ? began : undefined,
      take: reads.take,
      note: requests.note,
      looked: requests.looked,
    },
    known: async () => {
      if (settled === undefined) return undefined;
      const tooLong = sleep(patience, false, { ref: false });
      return (await Promise.race([reads.areAsBefore(), tooLong])) ? settled.written : undefined;
    },
    abandon: () => {
      controller.abort();
    },
    keep: (written, exitCode) => {
      const { asked, ahead, isAll } = requests.seen(isPlainRead);
      const seen = [...inputs.paths].filter(([path]) => !isFlowCache(path, folder)).sort();
      const isWhole = isAll && asked.length > 0 && asked.length <= mostReads && exitCode === 0;
      const isStill = seen.every(
        ([path, stamp]) => isBefore(stamp, began) && stampOf(path).text === stamp.text,
      );
      const paths = seen.map(([path]) => path);
      const next =
        isWhole && isStill && !inputs.isMore()
          ? {
              reads: asked.map(remembered),
              settled: { at: began, paths, stamps: stampsDigest(seen), written },
            }
          : { reads: (isAll ? ahead : firstOfEachPath(ahead)).slice(0, mostReads).map(unsettled) };
      if (JSON.stringify(next) !== JSON.stringify(memory)) keepMemory(file, next);
    },
  };
}

/** It is written anew without meaning anything else: what it says of a file goes by the file. */
function isFlowCache(path: string, folder: string): boolean {
  return dirname(path) === folder && basename(path).startsWith("flows-");
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

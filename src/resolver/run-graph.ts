/** A piece of work that may run when others have ended. */
export interface Work<Result> {
  readonly key: string;
  readonly requires: readonly string[];
  readonly run: () => Promise<Result>;
}

/**
 * Runs work in the given order, at most `width()` at a time, each only when all that it requires has ended.
 * What requires something outside the list does not wait for it.
 */
export async function runGraph<Result>(
  work: readonly Work<Result>[],
  width: () => number,
): Promise<readonly Result[]> {
  const open = new Set(work.map((item) => item.key));
  const waiting = [...work];
  const results = new Map<Work<Result>, Result>();
  const running = new Set<Promise<void>>();
  const start = (item: Work<Result>): void => {
    waiting.splice(waiting.indexOf(item), 1);
    const done = item.run().then((result) => {
      results.set(item, result);
      open.delete(item.key);
      running.delete(done);
    });
    running.add(done);
  };
  while (waiting.length > 0 || running.size > 0) {
    const ready = waiting.find((item) => !item.requires.some((key) => open.has(key)));
    if (ready !== undefined && running.size < width()) start(ready);
    else await Promise.race(running);
  }
  return work.flatMap((item) => (results.has(item) ? [results.get(item) as Result] : []));
}

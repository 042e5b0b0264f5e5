import { MetaPrefectError } from "../../errors/meta-prefect-error.ts";

/**
 * Waits for work, but not longer than allowed. JavaScript cannot be stopped from outside: what goes on after its time
 * sees an aborted signal, and its result is lost.
 *
 * @throws MetaPrefectError `run-timeout`
 */
export async function within<Value>(
  seconds: number | undefined,
  what: string,
  controller: AbortController,
  work: () => Promise<Value>,
): Promise<Value> {
  if (seconds === undefined) return work();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const error = new MetaPrefectError(
        "run-timeout",
        `${what} exceeded timeout of ${String(seconds)} seconds`,
        {
          hint: "raise timeoutSeconds, or end early where `runContext().signal` is aborted",
        },
      );
      controller.abort(error);
      reject(error);
    }, seconds * 1_000);
  });
  const working = work();
  working.catch(() => undefined);
  try {
    return await Promise.race([working, late]);
  } finally {
    clearTimeout(timer);
  }
}

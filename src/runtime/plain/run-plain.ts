import { replaceSession } from "../engine/open-session.ts";
import { createResultStore } from "../engine/result-store.ts";
import { createSession } from "../engine/session.ts";
import { createPlainApi, type PlainRecords, type PlainValues } from "./plain-api.ts";

/**
 * Runs code whose flows and tasks run without any Prefect, whatever is configured, and answers what happened in them:
 * for tests. What the code throws is thrown.
 *
 * @example
 * ```ts
 * import { flow, runPlain } from "meta-prefect/runtime";
 * const greet = flow({ name: "greet" }, () => "hello");
 * const { result, records } = await runPlain({}, () => greet());
 * console.log(result, records.flowRuns[0]?.states); // hello [ 'Pending', 'Running', 'Completed' ]
 * ```
 */
export async function runPlain<Result>(
  values: PlainValues,
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly records: PlainRecords }> {
  const api = createPlainApi(values, true);
  const kept = new Map<string, string>();
  const results = createResultStore({
    read: (key) => Promise.resolve(kept.get(key)),
    write: (key, content) => {
      kept.set(key, content);
      return Promise.resolve();
    },
  });
  const session = createSession({ api, results: () => Promise.resolve(results) });
  const restore = replaceSession(session);
  try {
    const result = await work();
    await session.flush();
    return { result, records: api.records };
  } finally {
    restore();
  }
}

import { redact } from "../../errors/redact.ts";
import type { NewLog, RunApi } from "../../interfaces/run-api.ts";
import { instant } from "./instant.ts";

const linesPerRequest = 500;
const charactersPerRequest = 1_000_000;
/** Prefect cuts a longer line as well. */
const longestLine = 100_000;
const delayMilliseconds = 500;
/** What may wait for a server that is away. */
const mostCharacters = 64_000_000;

/** Sends the lines of runs to Prefect in their order, some at a time. */
export interface LogSink {
  readonly write: (line: Omit<NewLog, "timestamp">) => void;
  /** Resolves when all that was written before is on the server, or cannot be. */
  readonly flush: () => Promise<void>;
}

/**
 * Makes a sink. While the server is away lines wait, up to 64 million characters; later ones are counted, and the number
 * is a line of its own when there is room again.
 *
 * @param onFailure told when lines cannot be written: the server refuses them
 */
export function createLogSink(api: Pick<RunApi, "writeLogs">, onFailure: (thrown: unknown) => void): LogSink {
  let waiting: NewLog[] = [];
  let characters = 0;
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;

  const take = (): NewLog[] => {
    let size = 0;
    let count = 0;
    for (const { message } of waiting) {
      size += message.length;
      if (count > 0 && (count >= linesPerRequest || size > charactersPerRequest)) break;
      count++;
    }
    const batch = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return batch;
  };
  const send = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = take();
      try {
        await api.writeLogs(batch);
      } catch (thrown) {
        onFailure(thrown);
      }
      characters -= batch.reduce((sum, { message }) => sum + message.length, 0);
      const [line] = batch;
      if (dropped > 0 && line !== undefined) {
        const message = `${String(dropped)} lines are missing here: the server was away for too long`;
        dropped = 0;
        add({ ...line, level: 30, message });
      }
    }
  };
  const start = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= send().finally(() => (sending = undefined));
    return sending;
  };
  const add = (line: Omit<NewLog, "timestamp">): void => {
    const text = redact(line.message);
    const message = text.length > longestLine ? `${text.slice(0, longestLine)}…` : text;
    if (characters + message.length > mostCharacters) {
      dropped++;
      return;
    }
    characters += message.length;
    waiting.push({ ...line, message, timestamp: instant() });
    if (waiting.length >= linesPerRequest) void start();
    else timer ??= setTimeout(() => void start(), delayMilliseconds).unref();
  };
  return {
    write: add,
    flush: async () => {
      while (waiting.length > 0 || sending !== undefined) await start();
    },
  };
}

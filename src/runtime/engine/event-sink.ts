import type { NewEvent, RunApi } from "../../interfaces/run-api.ts";

const eventsPerRequest = 200;
const delayMilliseconds = 50;
/** So many may wait for a server that is away; then new task runs wait as well. */
const mostWaiting = 5_000;

/** Sends events to Prefect in their order, some at a time. */
export interface EventSink {
  readonly emit: (event: NewEvent) => void;
  /** Resolves when there is room for more. */
  readonly room: () => Promise<void>;
  /** Resolves when all that was emitted before is on the server, or cannot be. */
  readonly flush: () => Promise<void>;
}

/** Makes a sink. @param onFailure told when events cannot be sent: the server refuses them */
export function createEventSink(
  api: Pick<RunApi, "emitEvents">,
  onFailure: (thrown: unknown) => void,
): EventSink {
  const waiting: NewEvent[] = [];
  let timer: NodeJS.Timeout | undefined;
  let sending: Promise<void> | undefined;

  const send = async (): Promise<void> => {
    while (waiting.length > 0) {
      // Kept in the line while they are sent, so that memory stays within its bound.
      const batch = waiting.slice(0, eventsPerRequest);
      try {
        await api.emitEvents(batch);
      } catch (thrown) {
        onFailure(thrown);
      }
      waiting.splice(0, batch.length);
    }
  };
  const start = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    sending ??= send().finally(() => (sending = undefined));
    return sending;
  };
  return {
    emit: (event) => {
      waiting.push(event);
      if (waiting.length >= eventsPerRequest) void start();
      else timer ??= setTimeout(() => void start(), delayMilliseconds).unref();
    },
    room: async () => {
      while (waiting.length >= mostWaiting) await start();
    },
    flush: async () => {
      while (waiting.length > 0 || sending !== undefined) await start();
    },
  };
}

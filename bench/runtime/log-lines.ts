import { z } from "zod";
import { createBareClient } from "../bare-client.ts";

const line = z.object({ message: z.string() });

/** How the lines of a run's log came through. */
export interface LogCheck {
  readonly lines: number;
  readonly lost: number;
  readonly twice: number;
  /** Whether they are in the order in which they were written, by their times. */
  readonly isInOrder: boolean;
}

/** Reads the whole log of a run and looks for `line 0`, `line 1` and so on. */
export async function checkLog(api: string, flowRunId: string, count: number): Promise<LogCheck> {
  const client = createBareClient(api);
  const numbers: number[] = [];
  for (let offset = 0; ; offset += 200) {
    const page = z.array(line).parse(
      await client.send("POST", "/logs/filter", {
        logs: { flow_run_id: { any_: [flowRunId] } },
        sort: "TIMESTAMP_ASC",
        limit: 200,
        offset,
      }),
    );
    for (const { message } of page) {
      const [, number] = /^line (\d+)$/.exec(message) ?? [];
      if (number !== undefined) numbers.push(Number(number));
    }
    if (page.length < 200) break;
  }
  client.close();
  const distinct = new Set(numbers);
  return {
    lines: numbers.length,
    lost: count - distinct.size,
    twice: numbers.length - distinct.size,
    isInOrder: numbers.every((number, index) => index === 0 || number > (numbers[index - 1] ?? -1)),
  };
}

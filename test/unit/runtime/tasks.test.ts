import { describe, expect, it } from "vitest";
import { z } from "zod";
import { inScope } from "../../../src/runtime/context/scope.ts";
import { createSession } from "../../../src/runtime/engine/session.ts";
import { flow, runContext, runPlain, task, type PlainRecords } from "../../../src/runtime/index.ts";
import { createPlainApi } from "../../../src/runtime/plain/plain-api.ts";

const eventShape = z.object({
  event: z.string(),
  resource: z.object({ "prefect.resource.name": z.string() }),
  payload: z.object({
    task_run: z.object({ task_inputs: z.record(z.string(), z.array(z.unknown())) }).optional(),
  }),
});

/** Names of the states of a task run. */
function statesOf({ events }: PlainRecords, name: string): readonly string[] {
  return events
    .map((event) => eventShape.parse(event))
    .filter((event) => event.resource["prefect.resource.name"] === name && event.event.includes("task-run"))
    .map(({ event }) => event.replace("prefect.task-run.", ""));
}

function inputsOf({ events }: PlainRecords, name: string): Record<string, readonly unknown[]> {
  const found = events
    .map((event) => eventShape.parse(event))
    .find(({ resource }) => resource["prefect.resource.name"] === name);
  return found?.payload.task_run?.task_inputs ?? {};
}

const run = (
  name: string,
  work: () => Promise<unknown>,
): Promise<{ result: unknown; records: PlainRecords }> => runPlain({}, () => flow({ name }, work)());

describe("a task in TypeScript", () => {
  it("is tried again with its delays, and not where its condition says no", async () => {
    let tries = 0;
    const flaky = task({ name: "flaky", retries: 3, retryDelaySeconds: [0.01, 0] }, () => {
      tries++;
      if (tries < 3) throw new TypeError("again");
      return tries;
    });
    const { result, records } = await run("retries", () => flaky());
    expect(result).toBe(3);
    expect(statesOf(records, "flaky-0")).toEqual([
      ...["Pending", "Running", "AwaitingRetry", "Retrying", "Retrying", "Completed"],
    ]);
    const picky = task({ name: "picky", retries: 5, retryCondition: () => false }, () => {
      throw new TypeError("no");
    });
    const failed = await run("picky", () => picky().catch((thrown: unknown) => String(thrown)));
    expect(failed.result).toBe("TypeError: no");
    expect(statesOf(failed.records, "picky-0")).toEqual(["Pending", "Running", "Failed"]);
  });

  it("runs as one that is not cached when its own cache key fails, and says so", async () => {
    const cacheKey = (): string => {
      throw new TypeError("no day");
    };
    const keyed = task({ name: "keyed", cacheKey }, () => 7);
    const { result, records } = await run("keys", () => keyed());
    expect(result).toBe(7);
    expect(statesOf(records, "keyed-0")).toEqual(["Pending", "Running", "Completed"]);
    expect(records.logs.map(({ message }) => message).join("\n")).toContain(
      "its cache key cannot be made, so nothing of it is cached: TypeError: no day",
    );
  });

  it("fails, for the server as well, when what is kept of it cannot be read", async () => {
    const api = createPlainApi({}, true);
    const session = createSession({ api, results: () => Promise.reject(new TypeError("no bucket")) });
    const kept = task({ name: "kept", persistResult: true }, () => 7);
    const outcome = await inScope({ session }, () => kept().catch((thrown: unknown) => String(thrown)));
    await session.flush();
    expect(outcome).toBe("TypeError: no bucket");
    expect(statesOf(api.records, "kept-0").at(-1)).toBe("Failed");
  });

  it("follows what it takes: futures, what is awaited, and lists of them", async () => {
    const rows = task({ name: "rows" }, () => [{ id: 1 }, { id: 2 }]);
    const one = task({ name: "one" }, (row: { id: number }) => row.id);
    const sum = task({ name: "sum" }, (values: readonly number[], table: string) => [values.length, table]);
    const { result, records } = await run("edges", async () => {
      const found = await rows();
      return sum(one.map(found), "orders");
    });
    expect(result).toEqual([2, "orders"]);
    expect(inputsOf(records, "one-0")["row"]).toHaveLength(1);
    expect(inputsOf(records, "sum-0")["values"]).toHaveLength(2);
    // Prefect's graph would name what follows twice for an input that comes from nothing.
    expect(Object.keys(inputsOf(records, "sum-0"))).toEqual(["values"]);
  });

  it("begins when the number that it adds one to is there, and its run says whose that is [D19]", async () => {
    const randomNumber = task({ name: "random_number" }, () => Math.floor(Math.random() * 101));
    const plusOne = task({ name: "plus_one" }, (number: number) => number + 1);
    const { result, records } = await run("My Functional Flow", async () => {
      const future = randomNumber.submit();
      return [await future, await plusOne(future)];
    });
    const [drawn, next] = z.tuple([z.number().int().min(0).max(100), z.number()]).parse(result);
    expect(next).toBe(drawn + 1);
    expect(statesOf(records, "plus_one-0")).toEqual(["Pending", "Running", "Completed"]);
    const ended = records.events.map((event) => eventShape.parse(event));
    const place = (name: string, event: string): number =>
      ended.findIndex(
        (one) => one.resource["prefect.resource.name"] === name && one.event === `prefect.task-run.${event}`,
      );
    expect(place("plus_one-0", "Running")).toBeGreaterThan(place("random_number-0", "Completed"));
    const [input] = inputsOf(records, "plus_one-0")["number"] ?? [];
    const [first] = records.events.filter((_, index) => index === place("random_number-0", "Completed"));
    const id = z.object({ resource: z.object({ "prefect.resource.id": z.string() }) }).parse(first);
    expect(id.resource["prefect.resource.id"]).toBe(
      `prefect.task-run.${z.object({ id: z.string() }).parse(input).id}`,
    );
  });

  it("is not run when what it takes has failed, and the flow goes on", async () => {
    const broken = task({ name: "broken" }, (): number => {
      throw new TypeError("broken");
    });
    const next = task({ name: "next" }, (value: number) => value);
    const { result, records } = await run("upstream", async () => {
      const state = await next.submit(broken.submit()).wait();
      return state.name;
    });
    expect(result).toBe("NotReady");
    expect(statesOf(records, "next-0")).toEqual(["Pending", "NotReady"]);
  });

  it("is mapped so many at a time as it says, and the results keep their order", async () => {
    let running = 0;
    let most = 0;
    const slow = task({ name: "slow", mapConcurrency: 3 }, async (value: number) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 5 - value / 4));
      running--;
      return value;
    });
    const items = Array.from({ length: 12 }, (_, index) => index);
    const { result } = await run("map", async () => slow.map(items));
    expect(result).toEqual(items);
    expect(most).toBe(3);
  });

  it("takes a kept result where the policy says that it is the same call", async () => {
    let calls = 0;
    const costly = task({ name: "costly", cachePolicy: ["inputs"] }, (value: number) => {
      calls++;
      return { value };
    });
    const { result, records } = await run("cache", async () => [
      await costly(1),
      await costly(1),
      await costly(2),
    ]);
    expect(result).toEqual([{ value: 1 }, { value: 1 }, { value: 2 }]);
    expect(calls).toBe(2);
    expect(statesOf(records, "costly-1")).toEqual(["Pending", "Cached"]);
  });

  it("forgets a kept result when its time is over, and keeps none where it is told", async () => {
    let calls = 0;
    const fn = (): number => ++calls;
    const brief = task({ name: "brief", cachePolicy: ["inputs"], cacheExpirationSeconds: 0.02 }, fn);
    const never = task({ name: "never", cachePolicy: "none" }, fn);
    await run("expiry", async () => {
      await brief();
      await new Promise((resolve) => setTimeout(resolve, 40));
      await brief();
      await never();
      await never();
    });
    expect(calls).toBe(4);
  });

  it("is over its time", async () => {
    const slow = task({ name: "slow", timeoutSeconds: 0.02 }, () => new Promise<never>(() => undefined));
    const { records } = await run("timeout", () => slow.submit().wait());
    expect(statesOf(records, "slow-0").at(-1)).toBe("TimedOut");
  });

  it("ends before its flow does, also when nobody waits for it", async () => {
    let done = false;
    const slow = task({ name: "slow" }, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      done = true;
    });
    await run("nobody", () => {
      slow.submit();
      return Promise.resolve();
    });
    expect(done).toBe(true);
  });

  it("has the name that its template says, and knows its own run", async () => {
    const named = task(
      { name: "named", taskRunName: "load {day} of {input1.table}" },
      (day: string, { table }: { table: string }) => [day + table, runContext().taskRun?.name],
    );
    const { result } = await run("names", () => named("monday", { table: "orders" }));
    expect(result).toEqual(["mondayorders", "load monday of orders"]);
  });

  it("runs outside of a flow, too", async () => {
    const lone = task({ name: "lone" }, (value: number) => value + 1);
    const { result, records } = await runPlain({}, () => lone(1));
    expect([result, statesOf(records, "lone-0")]).toEqual([2, ["Pending", "Running", "Completed"]]);
  });
});

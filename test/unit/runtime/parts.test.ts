import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { parameterNames } from "../../../src/runtime/define/parameter-names.ts";
import { parameterSchema } from "../../../src/runtime/define/parameter-schema.ts";
import { rememberSecret } from "../../../src/errors/redact.ts";
import { createEventSink } from "../../../src/runtime/engine/event-sink.ts";
import { failureText, failureTrace } from "../../../src/runtime/engine/failure-text.ts";
import { createLogSink } from "../../../src/runtime/engine/log-sink.ts";
import { retryDelay } from "../../../src/runtime/engine/retry-delay.ts";
import { createResultStore } from "../../../src/runtime/engine/result-store.ts";
import { withSlots } from "../../../src/runtime/engine/slots.ts";
import { callPlaces } from "../../../src/runtime/define/call-places.ts";
import type { NewLog } from "../../../src/interfaces/run-api.ts";

const line = { name: "prefect.flow_runs", level: 20, flow_run_id: "r", task_run_id: null };

describe("the run form of a flow", () => {
  it("has titles, the order, defaults, enums and descriptions, and shared types below definitions [P13]", () => {
    const Place = z.object({ city: z.string() }).meta({ id: "Place" });
    const schema = parameterSchema(
      z.object({
        day: z.string().describe("Which day.").default("monday"),
        kind: z.enum(["a", "b"]),
        since: z.coerce.date().optional(),
        from: Place,
        to: z.array(Place),
      }),
      "etl",
    );
    expect(schema).toMatchObject({
      title: "Parameters",
      type: "object",
      required: ["kind", "from", "to"],
      properties: {
        day: { title: "day", type: "string", default: "monday", description: "Which day.", position: 0 },
        kind: { enum: ["a", "b"], position: 1 },
        since: { type: "string", format: "date-time", position: 2 },
        from: { $ref: "#/definitions/Place", position: 3 },
        to: { type: "array", items: { $ref: "#/definitions/Place" }, position: 4 },
      },
      definitions: { Place: { type: "object", properties: { city: { type: "string" } } } },
    });
  });

  it("is refused for what JSON cannot say", () => {
    const schema = z.object({ hook: z.map(z.string(), z.string()) });
    expect(() => parameterSchema(schema, "etl")).toThrow(/parameters of flow etl have no form: a map cannot/);
  });
});

describe("parts of the engine", () => {
  it("knows the names of parameters from the source", () => {
    expect(
      parameterNames((day: string, { rows }: { rows: number }, ...rest: number[]) => [day, rows, rest]),
    ).toEqual([...["day", "input1", "rest"]]);
    expect(parameterNames((x: number) => x)).toEqual(["x"]);
    expect(parameterNames((a = "(,)", b = [1, 2]) => [a, b])).toEqual(["a", "b"]);
    expect(parameterNames(() => 1)).toEqual([]);
  });

  it("shows no beginning of a secret that stands where a long failure is cut, and ends with causes in a circle", () => {
    rememberSecret("canary-at-the-end-of-a-text");
    const long = new TypeError(
      `${"x".repeat(10_000 - "TypeError: canary-".length)}canary-at-the-end-of-a-text`,
    );
    long.stack = `TypeError: ${long.message}`;
    for (const text of [failureText(long), failureTrace(long)]) {
      expect(text.length).toBeLessThanOrEqual(10_000);
      expect(text).not.toContain("canary");
    }
    const [one, other] = [new TypeError("one"), new TypeError("other")];
    one.cause = other;
    other.cause = one;
    expect(failureTrace(one).match(/caused by/g)).toHaveLength(1);
  });

  it("knows where it is called", () => {
    const declare = (): unknown => callPlaces(declare)[0];
    expect(declare()).toMatchObject({ file: expect.stringMatching(/parts\.test\.ts$/) as string });
  });

  it("waits as long as a retry says", () => {
    expect(retryDelay({}, 1)).toBe(0);
    expect([1, 2, 3].map((retry) => retryDelay({ retryDelaySeconds: [1, 5] }, retry))).toEqual([1, 5, 5]);
    expect(retryDelay({ retryDelaySeconds: (retry) => 2 ** retry }, 3)).toBe(8);
    expect(retryDelay({ retryDelaySeconds: 10, retryJitterFactor: 0.5 }, 1, () => 1)).toBe(15);
  });

  it("sends every line once and in order, however many come", async () => {
    const sent: NewLog[] = [];
    let most = 0;
    const sink = createLogSink(
      {
        writeLogs: async (logs) => {
          most = Math.max(most, logs.length);
          await new Promise((resolve) => setImmediate(resolve));
          sent.push(...logs);
        },
      },
      () => undefined,
    );
    for (let index = 0; index < 5_000; index++) sink.write({ ...line, message: String(index) });
    await sink.flush();
    expect(sent.map(({ message }) => Number(message))).toEqual(
      Array.from({ length: 5_000 }, (_, index) => index),
    );
    expect(sent.map(({ timestamp }) => timestamp)).toEqual(sent.map(({ timestamp }) => timestamp).toSorted());
    expect(most).toBe(500);
  });

  it("keeps its memory within a bound while the server is away, and says how much is missing", async () => {
    const sent: string[] = [];
    let open: () => void = () => undefined;
    const away = new Promise<void>((resolve) => (open = resolve));
    const sink = createLogSink(
      {
        writeLogs: async (logs) => {
          await away;
          sent.push(...logs.map(({ message }) => message));
        },
      },
      () => undefined,
    );
    const big = "x".repeat(100_000);
    for (let index = 0; index < 700; index++) sink.write({ ...line, message: big });
    open();
    await sink.flush();
    expect(sent.filter((message) => message === big)).toHaveLength(640);
    expect(sent.filter((message) => message.startsWith("60 lines are missing"))).toHaveLength(1);
  });

  it("holds new task runs back while too many events wait", async () => {
    let open: () => void = () => undefined;
    const away = new Promise<void>((resolve) => (open = resolve));
    const sink = createEventSink({ emitEvents: () => away }, () => undefined);
    for (let index = 0; index < 5_000; index++) sink.emit({ id: String(index), event: "x" });
    let roomy = false;
    const room = sink.room().then(() => (roomy = true));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(roomy).toBe(false);
    open();
    await room;
    expect(roomy).toBe(true);
  });

  it("keeps the outcome of work whose slots cannot be given back, and says so", async () => {
    const api = {
      acquireSlots: () => Promise.resolve({ lease: { id: "l" } }),
      renewSlots: () => Promise.resolve(),
      releaseSlots: () => Promise.reject(new TypeError("Prefect is away")),
    };
    const session = { api, signal: AbortSignal.any([]) };
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    expect(await withSlots(session, ["db"], {}, () => Promise.resolve(7))).toBe(7);
    const failing = withSlots(session, ["db"], {}, () => Promise.reject(new TypeError("the work failed")));
    await expect(failing).rejects.toThrow("the work failed");
    expect(said.mock.calls.map(([text]) => text)).toEqual(
      Array<string>(2).fill("slots of db could not be given back to Prefect: TypeError: Prefect is away\n"),
    );
    said.mockRestore();
  });

  it("reads no result that another program wrote in another form", async () => {
    const texts = new Map([
      ["a", "{"],
      ["b", '{"metadata":{},"result":"["}'],
    ]);
    const store = createResultStore({
      read: (key) => Promise.resolve(texts.get(key)),
      write: () => Promise.resolve(),
    });
    expect([await store.read("a"), await store.read("b"), await store.read("c")]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

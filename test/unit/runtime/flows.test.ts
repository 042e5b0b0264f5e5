import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  createLinkArtifact,
  createProgressArtifact,
  flow,
  getRunLogger,
  runContext,
  runPlain,
  secretBlock,
  task,
  variables,
} from "../../../src/runtime/index.ts";

const caught = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );

describe("a flow in TypeScript", () => {
  it("is called as the function that it is, with checked parameters and their defaults [A50]", async () => {
    const greet = flow(
      { name: "greet", parameters: z.object({ name: z.string(), times: z.number().default(2) }) },
      ({ name, times }) => name.repeat(times),
    );
    expectTypeOf(greet).parameters.toEqualTypeOf<
      [parameters: { name: string; times?: number | undefined }]
    >();
    expectTypeOf(greet).returns.resolves.toEqualTypeOf<string>();
    const { result, records } = await runPlain({}, () => greet({ name: "ab" }));
    expect(result).toBe("abab");
    expect(records.flowRuns).toMatchObject([
      { flow: "greet", parameters: { name: "ab" }, states: ["Pending", "Running", "Completed"] },
    ]);
  });

  it("fails with every mistake in its parameters", async () => {
    const picky = flow({ name: "picky", parameters: z.object({ a: z.number(), b: z.boolean() }) }, () => 1);
    const wrong: object = { a: "x", b: 1 };
    const { result, records } = await runPlain({}, () => caught(picky(wrong as { a: number; b: boolean })));
    expect(result).toMatchObject({ code: "invalid-parameters" });
    expect(String(result)).toMatch(/a: "x" is not valid.*b: 1 is not valid/);
    expect(records.flowRuns[0]?.states.at(-1)).toBe("Failed");
  });

  it("is tried again as often as it says, then throws what it threw", async () => {
    let tries = 0;
    const flaky = flow({ name: "flaky", retries: 2 }, () => {
      tries++;
      if (tries < 3) throw new TypeError(`try ${String(tries)}`);
      return tries;
    });
    const { result, records } = await runPlain({}, () => flaky());
    expect(result).toBe(3);
    expect(records.flowRuns[0]?.states).toEqual([
      ...["Pending", "Running", "AwaitingRetry", "Retrying", "AwaitingRetry", "Retrying", "Completed"],
    ]);
    const hopeless = flow({ name: "hopeless" }, () => {
      throw new TypeError("no");
    });
    expect((await runPlain({}, () => caught(hopeless()))).result).toBeInstanceOf(TypeError);
  });

  it("is over its time when it takes longer than allowed, and its signal says so", async () => {
    let aborted = false;
    const slow = flow({ name: "slow", timeoutSeconds: 0.02 }, async () => {
      const { signal } = runContext();
      signal.addEventListener("abort", () => (aborted = true));
      await new Promise((resolve) => setTimeout(resolve, 5_000).unref());
    });
    const { result, records } = await runPlain({}, () => caught(slow()));
    expect(result).toMatchObject({ code: "run-timeout" });
    expect([records.flowRuns[0]?.states.at(-1), aborted]).toEqual(["TimedOut", true]);
  });

  it("has a signal of its own in each try, so that one over its time does not end the next one", async () => {
    const seen: boolean[] = [];
    const second = flow({ name: "second", timeoutSeconds: 0.02, retries: 1 }, async () => {
      const { signal } = runContext();
      seen.push(signal.aborted);
      if (seen.length === 1) await new Promise((resolve) => setTimeout(resolve, 5_000).unref());
      return "done";
    });
    const { result, records } = await runPlain({}, () => second());
    expect(seen).toEqual([false, false]);
    expect(result).toBe("done");
    expect(records.flowRuns[0]?.states.at(-1)).toBe("Completed");
  });

  it("shows nothing of a Secret block whose value is a mapping with lists", async () => {
    const keys = flow({ name: "keys" }, async () => {
      await secretBlock("keys");
      getRunLogger().info("the keys are canary-of-a-list and canary-of-a-mapping");
    });
    const value = { others: ["canary-of-a-list", { inner: "canary-of-a-mapping" }] };
    const { records } = await runPlain({ blocks: { "secret/keys": { value } } }, () => keys());
    expect(records.logs.map(({ message }) => message)).toContain("the keys are *** and ***");
  });

  it("calls another flow as its child", async () => {
    const inner = flow({ name: "inner" }, () => 1);
    const outer = flow({ name: "outer" }, async () => (await inner()) + 1);
    const { result, records } = await runPlain({}, () => outer());
    expect(result).toBe(2);
    expect(records.flowRuns.map((run) => [run.flow, run.parentTaskRunId === null])).toEqual([
      ["outer", true],
      ["inner", false],
    ]);
  });

  it("calls hooks when it has ended, and outlives one that throws", async () => {
    const seen: string[] = [];
    const hooked = flow(
      {
        name: "hooked",
        onRunning: [({ state }) => void seen.push(state.name)],
        onCompletion: [
          () => {
            throw new TypeError("hook");
          },
          ({ name, run, state }) => void seen.push(`${name} ${typeof run.id} ${state.name}`),
        ],
        onFailure: [() => void seen.push("failed")],
      },
      () => 1,
    );
    await runPlain({}, () => hooked());
    expect(seen).toEqual(["Running", "hooked string Completed"]);
  });

  it("writes what it prints, and what its logger says, to the log of its run [A10]", async () => {
    const loud = flow({ name: "loud", logPrints: true }, () => {
      console.log("rows %d", 3);
      getRunLogger().warn("careful");
    });
    const { records } = await runPlain({}, () => loud());
    expect(records.logs.map(({ level, message }) => [level, message])).toEqual(
      expect.arrayContaining([
        [20, "rows 3"],
        [30, "careful"],
      ]),
    );
    const instants = records.logs.map(({ timestamp }) => timestamp);
    expect(instants).toEqual([...new Set(instants)].sort());
  });

  it("leaves links and its progress with its run, as Prefect's own SDK writes them", async () => {
    const link = "https://example.com/report";
    const linked = flow({ name: "linked" }, async () => {
      await createLinkArtifact({ key: "bare", link });
      await createLinkArtifact({ key: "named", link, linkText: "report" });
      await createProgressArtifact({ key: "half", progress: 50 });
    });
    const { records } = await runPlain({}, () => linked());
    expect(records.artifacts.map(({ key, type, data }) => [key, type, data])).toEqual([
      ["bare", "markdown", `[${link}](${link})`],
      ["named", "markdown", `[report](${link})`],
      ["half", "progress", 50],
    ]);
  });

  it("finds Variables, and says which one is missing", async () => {
    const reads = flow({ name: "reads" }, async () => [
      await variables.get("day"),
      await variables.get("missing", "x"),
    ]);
    expect((await runPlain({ variables: { day: 3 } }, () => reads())).result).toEqual([3, "x"]);
    const empty = flow({ name: "empty" }, () => variables.get("nothing", "x"));
    expect((await runPlain({ variables: { nothing: null } }, () => empty())).result).toBeNull();
    const fails = flow({ name: "fails" }, () => variables.get("missing"));
    expect((await runPlain({}, () => caught(fails()))).result).toMatchObject({ code: "no-such-value" });
  });

  it("refuses options that cannot be, with the place", () => {
    expect(() => flow({ name: "a/b" }, () => 1)).toThrow(/cannot have the name "a\/b"/);
    expect(() => flow({}, () => 1)).toThrow(/cannot have the name ""/);
    const wrong: object = { name: "x", retris: 1 };
    expect(() => flow(wrong, () => 1)).toThrow(/flow x: retris: unknown key "retris"/);
  });

  it("is no place to ask for a run's things from outside", () => {
    expect(() => getRunLogger()).toThrow(/getRunLogger was called where no flow runs/);
  });

  it("has its methods as flows and tasks where standard decorators say so, with `this`", async () => {
    class Pipeline {
      readonly factor = 3;
      @task({ name: "scale" })
      async scale(value: number): Promise<number> {
        return Promise.resolve(value * this.factor);
      }
      @flow({ name: "pipeline" })
      async process(value: number): Promise<number> {
        return this.scale(value);
      }
    }
    const { result, records } = await runPlain({}, () => new Pipeline().process(2));
    expect(result).toBe(6);
    expect(records.flowRuns).toMatchObject([{ flow: "pipeline", parameters: { value: 2 } }]);
    expect(records.events.map(({ event }) => event)).toContain("prefect.task-run.Completed");
  });
});

import { execFileSync } from "node:child_process";
import { describe, expect, expectTypeOf, it, vi } from "vitest";
import { parse } from "yaml";
import { attach, decorate, decorator, runPlain, type PlainRecords } from "../../../src/runtime/index.ts";

/* Classes as they were before anybody thought of Prefect. */
class Loader {
  readonly integrationType = "component";
  loads = 0;
  async load(day: string): Promise<{ day: string; rows: number }> {
    this.loads++;
    return this.#read(day);
  }
  async fail(): Promise<never> {
    this.loads++;
    return Promise.reject(new TypeError("disk"));
  }
  #read(day: string): Promise<{ day: string; rows: number }> {
    return Promise.resolve({ day, rows: 3 });
  }
}
class Checker {
  readonly integrationType = "component";
  readonly inner = new Loader();
  async check(day: string): Promise<number> {
    return (await this.inner.load(day)).rows;
  }
  _secret(): Promise<number> {
    return Promise.resolve(1);
  }
  log(): Promise<void> {
    return Promise.resolve();
  }
}
class SalesPipeline {
  readonly loader = new Loader();
  readonly checker = new Checker();
  async processData(day: string): Promise<number> {
    const { rows } = await this.loader.load(day);
    return rows + (await this.checker.check(day));
  }
}
class SalesRunner {
  readonly pipeline = new SalesPipeline();
  readonly conf: string;
  constructor({ conf }: { readonly conf: string }) {
    this.conf = conf;
  }
  async run(day: string): Promise<string> {
    return `${this.conf} ${String(await this.pipeline.processData(day))}`;
  }
}

const flowsOf = ({ flowRuns }: PlainRecords): readonly unknown[] =>
  flowRuns.map(({ flow, parameters, parentTaskRunId }) => [flow, parameters, parentTaskRunId !== null]);
const tasksOf = ({ events }: PlainRecords, state = "Completed"): readonly unknown[] =>
  events
    .filter(({ event }) => event === `prefect.task-run.${state}`)
    .map((event) => JSON.parse(JSON.stringify(event["resource"])) as Record<string, string>)
    .map((resource) => resource["prefect.resource.name"]);

describe("decorating existing classes", () => {
  it("makes methods of runners and pipelines flows, of components tasks, without a change in them [A01, A08, A09, A51]", async () => {
    const runner = decorate(new SalesRunner({ conf: "a.yaml" }), { cache_tasks: false });
    expectTypeOf(runner.run).toEqualTypeOf<(day: string) => Promise<string>>();
    const { result, records } = await runPlain({}, () => runner.run("monday"));
    expect(result).toBe("a.yaml 6");
    expect(flowsOf(records)).toEqual([
      ["run", { day: "monday" }, false],
      ["processData", { day: "monday" }, true],
    ]);
    // The loader inside the checker is a component in a component, and no task.
    expect(tasksOf(records)).toEqual(["load-0", "check-0"]);
    expect(Object.hasOwn(SalesRunner.prototype, "run")).toBe(true);
    expect(await new SalesRunner({ conf: "b" }).run("x")).toBe("b 6");
  });

  it("decorates the instances that a class makes, which keeps its name and its instanceof [A01]", async () => {
    const Decorated = decorate(SalesRunner);
    const runner = new Decorated({ conf: "c" });
    expect([Decorated.name, runner instanceof SalesRunner]).toEqual(["SalesRunner", true]);
    const { records } = await runPlain({}, () => runner.run("monday"));
    expect(flowsOf(records)).toHaveLength(2);
  });

  it("needs no configuration, takes lists or single texts, and both spellings of task_kwargs [A02, A04, A06]", async () => {
    const run = async (options: Parameters<typeof decorate>[1]): Promise<PlainRecords> => {
      const loader = decorate(new Loader(), options);
      return (await runPlain({}, () => loader.load("monday"))).records;
    };
    const tagged = JSON.stringify((await run({ "task-kwargs": { tags: ["db"], retries: 1 } })).events);
    expect(tagged).toContain("prefect.tag.db");
    expect(JSON.stringify((await run({ task_kwargs: { tags: ["db"] } })).events)).toContain("prefect.tag.db");
    expect(tasksOf(await run({ integration_types: "runner" }))).toEqual([]);
    expect(tasksOf(await run({ integration_types: ["runner", "component"] }))).toEqual(["load-0"]);
    expect(tasksOf(await run({ integration_types: "runner", integration_classes: ["Loader"] }))).toEqual([
      "load-0",
    ]);
    const both = { task_kwargs: {}, "task-kwargs": {} };
    await expect(run(both)).rejects.toThrow(/task_kwargs and task-kwargs are the same/);
    const wrong: object = { task_kwarg: {} };
    await expect(run(wrong)).rejects.toThrow(/unknown key "task_kwarg"/);
  });

  it("leaves private methods, log and notify, and the decorator's own method alone, by any name [A05] [F-L04]", () => {
    class Own {
      readonly integrationType = "component";
      decorator(): number {
        return 1;
      }
      wrapper(): number {
        return 2;
      }
    }
    const checker = decorate(new Checker());
    expect(Object.hasOwn(checker, "check")).toBe(true);
    expect(["_secret", "log"].map((name) => Object.hasOwn(checker, name))).toEqual([false, false]);
    expect(Object.hasOwn(decorate(new Own()), "decorator")).toBe(false);
    const renamed = decorate(new Own(), { decorator_method: "wrapper" });
    expect([Object.hasOwn(renamed, "decorator"), Object.hasOwn(renamed, "wrapper")]).toEqual([true, false]);
  });

  it("runs a failing task once, and throws what it threw [F-L03]", async () => {
    const loader = decorate(new Loader());
    const { result, records } = await runPlain({}, () => loader.fail().catch((thrown: unknown) => thrown));
    expect(result).toBeInstanceOf(TypeError);
    expect([loader.loads, tasksOf(records, "Failed")]).toEqual([1, ["fail-0"]]);
  });

  it("takes a kept result for the same call of an instance that holds the same, unless it is told not to [A11]", async () => {
    class Doubler {
      readonly integrationType = "component";
      factor = 2;
      double(value: number): Promise<number> {
        calls++;
        return Promise.resolve(value * this.factor);
      }
    }
    let calls = 0;
    const doubler = decorate(new Doubler());
    const { result, records } = await runPlain({}, async () => {
      const first = [await doubler.double(2), await doubler.double(2)];
      Object.assign(doubler, { factor: 5 });
      return [...first, await doubler.double(2)];
    });
    expect([result, calls]).toEqual([[4, 4, 10], 2]);
    expect(tasksOf(records, "Cached")).toHaveLength(1);
    const uncached = decorate(new Doubler(), { cache_tasks: false });
    await runPlain({}, async () => [await uncached.double(2), await uncached.double(2)]);
    expect(calls).toBe(4);
  });

  it("never makes the instance a parameter, however it refers to itself [F-L05]", async () => {
    class LoopRunner {
      readonly integration_framework: unknown = this;
      run(day: string): Promise<string> {
        return Promise.resolve(day);
      }
    }
    const { records } = await runPlain({}, () => decorate(new LoopRunner()).run("monday"));
    expect(flowsOf(records)).toEqual([["run", { day: "monday" }, false]]);
  });

  it("writes what methods print to the log, unless flow_kwargs say otherwise [A10]", async () => {
    class PrintRunner {
      run(): Promise<void> {
        console.info("said by the runner");
        return Promise.resolve();
      }
    }
    const said = async (options: Parameters<typeof decorate>[1]): Promise<boolean> => {
      const { records } = await runPlain({}, () => decorate(new PrintRunner(), options).run());
      return records.logs.some(({ message }) => message === "said by the runner");
    };
    expect([await said({}), await said({ flow_kwargs: { name: "quiet" } })]).toEqual([true, false]);
  });

  it("decorates one function as a method of its owner, with name and number of parameters [A12]", async () => {
    const owner = new SalesRunner({ conf: "d" });
    const call = decorator(function describeDay(this: SalesRunner, day: string) {
      return `${this.conf} ${day}`;
    }, owner);
    expect([call.name, call.length]).toEqual(["describeDay", 1]);
    const { result, records } = await runPlain({}, () => call.call(owner, "monday"));
    expect([result, flowsOf(records)]).toEqual(["d monday", [["describeDay", { day: "monday" }, false]]]);
  });

  it("is attached by a configuration under either key, and by no other [A48, B01]", async () => {
    for (const key of ["decorator", "decorators"]) {
      const configuration: unknown = parse(`
${key}:
  orchestrator: PrefectOrchestrator
orchestrator:
  config: { flow_kwargs: { name: renamed } }
`);
      const runner = attach(new SalesRunner({ conf: "e" }), configuration);
      const { records } = await runPlain({}, () => runner.run("monday"));
      expect(records.flowRuns[0]?.flow).toBe("renamed");
    }
    expect(() => attach(new Loader(), { orchestrator: { config: {} } })).toThrow(/has no `decorator`/);
    expect(() => attach(new Loader(), { decorator: { orchestrator: "Airflow" } })).toThrow(/names "Airflow"/);
    expect(() => attach(new Loader(), { decorator: { a: "x" }, decorators: { a: "x" } })).toThrow(
      /has `decorator` and `decorators`/,
    );
  });

  it("gives prefect_settings and the profile to child processes, where the environment says nothing else [A03, A07]", () => {
    const names = ["PREFECT_LOGGING_LEVEL", "PREFECT_CLIENT_MAX_RETRIES", "PREFECT_PROFILE"] as const;
    const child = (): unknown => {
      const program = `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name] ?? null)))`;
      return JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" })) as unknown;
    };
    for (const name of names) vi.stubEnv(name, undefined);
    vi.stubEnv("PREFECT_LOGGING_LEVEL", "ERROR");
    try {
      const prefect_settings = { PREFECT_LOGGING_LEVEL: "DEBUG", PREFECT_CLIENT_MAX_RETRIES: 2 };
      const warned = vi.spyOn(process.stderr, "write").mockReturnValue(true);
      decorate(new Checker(), { prefect_profile: "lab", prefect_settings });
      expect(warned.mock.calls.flat()).toEqual([
        "the environment overrides prefect_settings: PREFECT_LOGGING_LEVEL\n",
      ]);
      warned.mockRestore();
      expect(child()).toEqual(["ERROR", "2", "lab"]);
    } finally {
      vi.unstubAllEnvs();
    }
    expect(child()).toEqual(names.map(() => null));
  });

  it("says when nothing tells what a class is", () => {
    class Thing {
      run(): Promise<void> {
        return Promise.resolve();
      }
    }
    expect(() => decorate(new Thing())).toThrow(/nothing says what Thing is/);
  });
});

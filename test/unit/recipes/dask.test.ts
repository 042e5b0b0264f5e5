import { describe, expect, it } from "vitest";
import type { Decorator } from "../../../src/kit.ts";
import { dask, daskK8s, eks, gitStorage, kubernetes } from "../../../src/recipes/index.ts";
import { withTaskRunnerSteps } from "../../../src/resolver/task-runner-steps.ts";
import { addTwoNumbers, fields, reference, refusal, refusals, render } from "./render.ts";

const optionsOf = (decorator: Decorator): unknown => fields(decorator).taskRunner?.options;
const stepsOf = (decorator: Decorator): readonly string[] =>
  (withTaskRunnerSteps(fields(decorator)).pullSteps ?? []).map((step) => Object.keys(step)[0] ?? "");
const setDirectory = "prefect.deployments.steps.set_working_directory";

describe("dask", () => {
  it("names a cluster that is there, or makes one beside the run", () => {
    expect(optionsOf(dask({ address: "tcp://127.0.0.1:8786" }))).toEqual({ address: "tcp://127.0.0.1:8786" });
    expect(optionsOf(dask({ num_workers: 2, threads_per_worker: 1, memory: 1.5 }))).toEqual({
      cluster_class: "distributed.LocalCluster",
      cluster_kwargs: {
        n_workers: 2,
        threads_per_worker: 1,
        memory_limit: "1536MiB",
        dashboard_address: "127.0.0.1:0",
      },
    });
    expect(optionsOf(dask({ adaptive: { maximum: 4 } }))).toMatchObject({
      cluster_kwargs: { n_workers: 0 },
      adapt_kwargs: { minimum: 0, maximum: 4 },
    });
  });

  it.each([
    [{ address: "dask.example.com" }, "address of a scheduler"],
    [{ address: "tls://user:pass@dask.example.com:8786" }, "credentials"],
    [{ address: "tcp://127.0.0.1:8786", num_workers: 2 }, "num_workers cannot be set beside address"],
    [{ num_workers: 2, adaptive: { maximum: 4 } }, "both given"],
    [{ adaptive: { minimum: 5, maximum: 4 } }, "minimum is larger"],
    [{ num_workers: 0 }, "num_workers"],
  ])("refuses %o", (variables, part) => {
    expect(refusal(() => dask(variables))).toContain(part);
  });

  it("warns when the flow's code has chosen a task runner, which is replaced", () => {
    const flow = { ...addTwoNumbers, options: { task_runner: "ProcessPoolTaskRunner" } };
    const { warnings } = render(dask()(reference), { flow });
    expect(warnings.map(({ message }) => message)).toEqual([
      "the code of add-two-numbers-flow chooses ProcessPoolTaskRunner, which Dask replaces here",
    ]);
    expect(render(dask()(reference)).warnings).toEqual([]);
  });
});

describe("dask and dask_k8s", () => {
  it("refuse a flow in TypeScript, once and where the recipe stands", () => {
    const flow = { ...addTwoNumbers, language: "typescript" as const, entrypoint: "flow.ts:add" };
    const wrapped = { language: "typescript" as const, entrypoint: flow.entrypoint };
    for (const recipe of [dask(), daskK8s({ num_workers: 2, image: "acme/flows:1" })]) {
      const found = refusals(recipe(wrapped), { flow });
      expect(found.map(({ severity, code, message }) => `${severity} ${code}: ${message}`)).toEqual([
        "error recipe-failed: the flow add-two-numbers-flow is in TypeScript, and Dask runs tasks of Python alone",
      ]);
      expect(found[0]?.hint).toContain("leave out the recipe");
    }
  });
});

describe("dask_k8s", () => {
  it("asks Dask's operator for a cluster of its own in the image of the run, wherever that is set [C43, C47]", () => {
    const small = daskK8s({ num_workers: 5, cpu: 0.5, memory: 2, namespace: "flows", env: { A: "1" } });
    const run = kubernetes({ image: "acme/flows:1" });
    const expected = {
      cluster_class: "dask_kubernetes.operator.KubeCluster",
      cluster_kwargs: {
        name: "prefect-{uuid}",
        namespace: "flows",
        image: "acme/flows:1",
        n_workers: 5,
        resources: { requests: { cpu: "0.5", memory: "2Gi" }, limits: { cpu: "0.5", memory: "2Gi" } },
        env: { A: "1" },
        quiet: true,
      },
    };
    for (const decorator of [run(small), small(run)]) {
      const steps = withTaskRunnerSteps(fields(decorator)).pullSteps ?? [];
      expect(steps.at(-2)).toMatchObject({
        "timeit.timeit": {
          globals: { task_runner: { module: "prefect_dask", class: "DaskTaskRunner", options: expected } },
        },
      });
    }
  });

  it("changes its size when it is told to, and needs a size", () => {
    expect(optionsOf(daskK8s({ adaptive: { minimum: 1, maximum: 9 }, image: "i" }))).toMatchObject({
      cluster_kwargs: { n_workers: 1, image: "i" },
      adapt_kwargs: { minimum: 1, maximum: 9 },
    });
    expect(refusal(() => daskK8s({}))).toContain("neither num_workers nor adaptive is given");
  });

  it("needs an image", () => {
    const [problem] = refusals(eks({ cpu: 1 })(daskK8s({ num_workers: 5 })(reference)));
    expect(problem?.message).toBe("dask_k8s has no image, and neither has the run");
  });
});

describe("the pull steps of a task runner", () => {
  const there = dask({ address: "tcp://127.0.0.1:8786" });

  it("stand round those that fetch the code, whatever the order of the recipes", () => {
    const git = gitStorage({ repository: "https://github.com/acme/flows.git" });
    const expected = ["timeit.timeit", "prefect.deployments.steps.git_clone", "timeit.timeit", setDirectory];
    expect(stepsOf(git(there))).toEqual(expected);
    expect(stepsOf(there(git))).toEqual(expected);
    expect(withTaskRunnerSteps(fields(there)).entrypoint).toBe("meta_prefect_flow.py:add_two_numbers_flow");
  });

  it("begin where the image starts when nothing is fetched, as only the first step can", () => {
    const steps = withTaskRunnerSteps(fields(kubernetes({ image: "i" })(there))).pullSteps ?? [];
    expect(steps[0]).toEqual({ [setDirectory]: { directory: "." } });
    expect(stepsOf(kubernetes({ image: "i" })(there))).toEqual([setDirectory, "timeit.timeit", setDirectory]);
  });

  it("are not there without one", () => {
    const { deployment } = render(kubernetes({ image: "i" })(reference));
    expect(withTaskRunnerSteps(deployment)).toBe(deployment);
  });
});

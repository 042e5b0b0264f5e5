import { describe, expect, it } from "vitest";
import { renderJob } from "../../../src/components/work-pool/render-job.ts";
import type { JsonObject } from "../../../src/interfaces/json.ts";

const job = (configuration: JsonObject, properties: JsonObject, given: JsonObject = {}) =>
  renderJob({ job_configuration: configuration, variables: { type: "object", properties } }, given);
const origins = ({ leaves }: ReturnType<typeof job>): readonly (readonly unknown[])[] =>
  leaves.map(({ path, value, origin }) => [path.join("."), value, origin]);

describe("a job", () => {
  it("keeps the types of whole placeholders, writes inline ones as text, and drops the unset ones", () => {
    const rendered = job(
      {
        size: "{{ size }}",
        name: "job-{{ size }}-{{ flag }}{{ gone }}",
        none: "{{ gone }}",
        list: ["{{ gone }}", "{{ size }}"],
        fixed: true,
      },
      { size: { default: 1 }, flag: { type: "boolean" }, gone: { default: null } },
      { flag: true },
    );
    expect(rendered.configuration).toEqual({ size: 1, name: "job-1-True", list: [1], fixed: true });
    expect(origins(rendered)).toEqual([
      ["size", 1, "pool"],
      ["name", "job-1-True", "deployment"],
      ["list.0", 1, "pool"],
      ["fixed", true, "template"],
    ]);
  });

  it("merges the environment by name: template, then pool, then deployment", () => {
    const rendered = job(
      { env: { A: "t", B: "t", C: "{{ team }}" } },
      { env: { default: { B: "p", D: "p" } }, team: { default: "data" } },
      { env: { D: "d", E: 1 } },
    );
    expect(origins(rendered)).toEqual([
      ["env.A", "t", "template"],
      ["env.B", "p", "pool"],
      ["env.C", "data", "pool"],
      ["env.D", "d", "deployment"],
      ["env.E", "1", "deployment"],
    ]);
  });

  it("leaves blocks, variables and environment variables to the run, and says so", () => {
    const { configuration, leaves } = job(
      { token: "{{ prefect.blocks.secret.token }}", home: "{{ $HOME }}/x", image: "{{ image }}" },
      { image: {} },
      { image: "{{ prefect.variables.image }}" },
    );
    expect(configuration).toEqual({
      token: "{{ prefect.blocks.secret.token }}",
      home: "{{ $HOME }}/x",
      image: "{{ prefect.variables.image }}",
    });
    expect(leaves.map(({ atRunTime }) => atRunTime)).toEqual([true, true, true]);
  });

  it("names the job variable and the keys in it that a value comes from", () => {
    const { leaves } = job(
      { spec: { nodeSelector: "{{ node_selector }}" } },
      { node_selector: {} },
      {
        node_selector: { disk: "ssd" },
      },
    );
    expect(leaves).toEqual([
      {
        path: ["spec", "nodeSelector", "disk"],
        value: "ssd",
        origin: "deployment",
        from: ["node_selector", "disk"],
        atRunTime: false,
      },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import { settleLate } from "../../../src/components/deployment/settle-late.ts";
import type { DeploymentComponent } from "../../../src/interfaces/component.ts";
import type { JsonObject } from "../../../src/interfaces/json.ts";

const image = { $late: "image", of: "acme/flows" };
const commit = { $late: "storage", of: "code", value: "commit" };
const componentWith = (fields: JsonObject): DeploymentComponent => ({
  kind: "deployment",
  name: "train/nightly",
  spec: { flow: "train", name: "nightly", digest: "0", fields, because: {} },
  requires: [],
});
const observed: Readonly<Record<string, unknown>> = {
  "image:acme/flows": { reference: "acme/flows@sha256:1", content: "abc", mayBuild: true },
  "storage:code": { exists: true, values: { commit: "0123" } },
};

describe("late values of a deployment", () => {
  it("become the image also where a pull step has it, for a cluster in the image of the run", () => {
    const { spec } = settleLate(
      componentWith({ job_variables: { image }, pull_steps: [{ clone: { commit } }, { run: { image } }] }),
      { observed: (key) => observed[key], ledgerOf: () => undefined },
    );
    expect(spec.fields).toEqual({
      job_variables: { image: "acme/flows@sha256:1" },
      pull_steps: [{ clone: { commit: "0123" } }, { run: { image: "acme/flows@sha256:1" } }],
    });
    expect(spec.remembered).toEqual({
      job_variables: { image: "acme/flows:abc" },
      pull_steps: [{ clone: { commit: "0123" } }, { run: { image: "acme/flows:abc" } }],
    });
  });
});

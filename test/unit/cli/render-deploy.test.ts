import { describe, expect, it } from "vitest";
import { renderDeploy, renderDeployFailures } from "../../../src/cli/render/deploy.ts";
import { plain } from "../../../src/cli/render/palette.ts";
import type { Outcome } from "../../../src/interfaces/plan.ts";
import { change, changes, deployResult } from "./samples.ts";

const done: readonly Outcome[] = changes.map((one) => ({ change: one, status: "done" }));
const mixed: readonly Outcome[] = [
  { change: change("create", "deployment", "etl/nightly-dev"), status: "done" },
  {
    change: change("create", "work-pool", "gpu"),
    status: "failed",
    reason: "the server answered 500\nInternal Server Error",
    code: "prefect-failed",
    hint: "look at the server's log",
  },
  { change: change("create", "work-queue", "gpu/fast"), status: "skipped", reason: "work-pool:gpu" },
  {
    change: change("create", "deployment", "train/gpu-dev"),
    status: "skipped",
    reason: "work-queue:gpu/fast",
  },
  {
    change: change("create", "deployment", "x/y"),
    status: "skipped",
    reason: "the run was stopped",
    code: "interrupted",
  },
];

describe("the text of a deploy", () => {
  it("lists what was done, counts it, and says how to run what is new", () => {
    const result = deployResult(done, { notes: ["started a worker of pool p; it logs to /logs/p.log"] });
    expect(renderDeploy(result, plain, false)).toMatchInlineSnapshot(`
      "acme · dev · http://127.0.0.1:4200/api

        + work-pool    local-process-work-pool-6da5fdd6
        + deployment   add-two-numbers-flow/local-run-dev
        ~ deployment   etl/nightly-dev
            version                     "3" → "4"
            schedules.nightly.cron      "0 2 * * *" → "0 3 * * *"     recipe schedule, meta_prefect.yaml:21

      2 created, 1 changed, 37 unchanged.
      started a worker of pool p; it logs to /logs/p.log
      Run it: meta-prefect run add-two-numbers-flow/local-run-dev --watch
      "
    `);
    expect(renderDeployFailures(result, plain)).toBe("");
  });

  it("says that there was nothing to deploy", () => {
    expect(renderDeploy(deployResult([]), plain, false)).toBe(
      "acme · dev · http://127.0.0.1:4200/api\n\nNothing to deploy, 37 unchanged.\n",
    );
  });

  it("gives ids and addresses with -v", () => {
    const deployments = [
      { flow: "a", name: "b", id: "1-2", url: "http://127.0.0.1:4200/deployments/deployment/1-2" },
    ];
    expect(renderDeploy(deployResult([], { deployments }), plain, true)).toContain(
      "\n  a/b   1-2   http://127.0.0.1:4200/deployments/deployment/1-2\n",
    );
  });

  it("quotes a name that a shell would take apart", () => {
    const one: Outcome = { change: change("create", "deployment", "my flow/it's"), status: "done" };
    expect(renderDeploy(deployResult([one]), plain, false)).toContain(
      "meta-prefect run 'my flow/it'\\''s' --watch",
    );
  });

  it("names what failed and why, what was skipped because of it, and the next step", () => {
    const result = deployResult(mixed);
    expect(renderDeploy(result, plain, false)).toContain("\n1 created, 1 failed, 3 skipped, 37 unchanged.\n");
    expect(renderDeployFailures(result, plain)).toMatchInlineSnapshot(`
      "
        failed    work-pool    gpu
            the server answered 500  prefect-failed
            Internal Server Error
            hint: look at the server's log
        skipped   work-queue   gpu/fast        needs work-pool gpu
        skipped   deployment   train/gpu-dev   needs work-queue gpu/fast
        skipped   deployment   x/y             the run was stopped

      What is done stays. Run the same command again for the rest.
      "
    `);
  });
});
